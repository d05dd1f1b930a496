"""The course's secret, and the random generators that are drawn from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from autograder.errors import OperatorError

if TYPE_CHECKING:
    from autograder.spec.records import Case, Exercise

VISIBLE = b"the visible siblings of hidden cases"
PUBLIC = b"the bundled lecture, whose answers are public"
DRAWS = 7  # of a case for one point: the first, and those that serve where it cannot decide
MAX_VARIANT = 1 << 31
VARIABLE = "SECANT_SECRET"


@dataclass(frozen=True, slots=True)
class Seeds:
    """Draws the random numbers of a sheet's cases.

    A seed is the HMAC-SHA256 of (assignment, variant, exercise, case, point) under the course's secret, so the
    same secret gives the same numbers on every machine, and no number tells another.

    Attributes
    ----------
    secret : bytes
    assignment : str
    variant : int
        Which version of the sheet; 0 is everybody's.
    """

    secret: bytes
    assignment: str
    variant: int = 0

    def seed(self, exercise: Exercise, case: Case, point: int) -> int:
        """Return the 128-bit seed of one hidden draw of a case."""
        return self._seed(self.secret, exercise, case, point)

    def hidden(self, exercise: Exercise, case: Case, point: int) -> np.random.Generator:
        """Return the generator of one hidden draw of a case."""
        return np.random.default_rng(self.seed(exercise, case, point))

    def visible(self, exercise: Exercise, case: Case) -> np.random.Generator:
        """Return the generator of the case's visible sibling; it knows nothing of the secret."""
        return np.random.default_rng(self._seed(VISIBLE, exercise, case, 0))

    def drawn(self, path: str) -> np.random.Generator:
        """Return the generator of a file of the variant's data; students see what comes of it."""
        return np.random.default_rng(self._public("data", path))

    def variant_of(self, student: str) -> int:
        """Return a student's variant, which nobody without the secret can tell from the name; never 0."""
        text = f"{self.assignment}\0variant\0{student}"
        number = int.from_bytes(hmac.digest(self.secret, text.encode(), hashlib.sha256)[:8], "big")
        return 1 + number % (MAX_VARIANT - 1)

    def order(self, question: str, count: int) -> list[int]:
        """Return the order in which a question's options stand; it knows nothing of which one is right."""
        rng = np.random.default_rng(self._public("question", question))
        return [int(place) for place in rng.permutation(count)]

    def _public(self, *what: str) -> int:
        text = "\0".join((self.assignment, str(self.variant), *what))
        return int.from_bytes(hmac.digest(VISIBLE, text.encode(), hashlib.sha256)[:16], "big")

    def _seed(self, key: bytes, exercise: Exercise, case: Case, point: int) -> int:
        text = "\0".join((self.assignment, str(self.variant), exercise.name, case.name, str(point)))
        return int.from_bytes(hmac.digest(key, text.encode(), hashlib.sha256)[:16], "big")


def course_secret(course: str) -> bytes:
    """Return the secret of a course, making it on first use.

    It stands outside every repository: in the environment variable SECANT_SECRET, else in a file of the user's
    configuration folder that only the user may read.

    Parameters
    ----------
    course : str
        Name of the course's folder.

    Returns
    -------
    bytes

    Raises
    ------
    OperatorError
        If the file cannot be made, is empty, or others may read it.
    """
    if value := os.environ.get(VARIABLE):
        return os.fsencode(value)
    path = secret_file(course)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            raise OperatorError(
                f"{path}: others may read the course's secret; run chmod 600 on it, and make a new one by "
                "deleting it if they may have done so."
            )
        secret = path.read_bytes().strip()
    except OSError as error:
        raise OperatorError(
            f"{path}: cannot keep the course's secret there ({error.strerror}); set {VARIABLE} instead."
        ) from None
    if not secret:
        raise OperatorError(f"{path}: the course's secret is empty; delete the file to make a new one.")
    return secret


def secret_file(course: str) -> Path:
    """Return where the secret of a course is kept."""
    return Path(platformdirs.user_config_dir("secant")) / "secrets" / course


def _make(path: Path) -> None:
    """Write a new secret beside its place and link it there, so that no reader meets half a file."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_hex(32).encode() + b"\n")
    finally:
        os.close(handle)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its secret counts
    finally:
        draft.unlink()
