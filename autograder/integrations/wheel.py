"""The engine as a wheel, made from what is installed: what a platform installs is what the instructor has tried.

The format is that of https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata

from autograder.generate.archive import files_below, packed
from autograder.resources import ENGINE, resource

WHEEL = "Wheel-Version: 1.0\nGenerator: secant\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def engine_wheel() -> tuple[str, bytes]:
    """Return the name and the content of the engine's wheel, the lecture and the templates in it.

    Returns
    -------
    name : str
    content : bytes
        Reproducible: of the same files always the same.
    """
    about = importlib.metadata.distribution("secant")
    info = f"secant-{about.version}.dist-info"
    files = {f"autograder/{name}": content for name, content in files_below(ENGINE)}
    for folder in ("reference", "assignments", "templates"):
        files |= {f"autograder/_resources/{folder}/{name}": each for name, each in files_below(resource(folder))}
    files[f"{info}/METADATA"] = (about.read_text("METADATA") or "").encode()
    files[f"{info}/entry_points.txt"] = (about.read_text("entry_points.txt") or "").encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return f"secant-{about.version}-py3-none-any.whl", packed(files)


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
