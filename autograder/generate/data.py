"""A sheet's data: the files that students get, and the cell that carries them where the notebook is alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.spec import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds

MOST = 1 << 20  # bytes that a notebook carries


def data_of(assignment: Assignment, seeds: Seeds) -> dict[str, bytes]:
    """Return the files of data that students get, by their relative paths.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the variant.

    Returns
    -------
    dict of str to bytes
    """
    files = {}
    for each in assignment.data:
        if isinstance(each, Drawn):
            files[each.path] = each.build(seeds.drawn(each.path)).encode()
        else:
            files[each] = (assignment.folder / each).read_bytes()
    return files


def carried(data: Mapping[str, bytes]) -> str:
    """Write a cell that lays the files where they are missing, as on Colab, whose notebooks have no neighbours.

    Parameters
    ----------
    data : mapping of str to bytes
        From `data_of`.

    Returns
    -------
    str
        Python, in which the files stand as text that anybody can read; "" if there are none, if they are too large for
        it, or no text.
    """
    try:
        texts = {name: content.decode() for name, content in data.items()}
    except UnicodeDecodeError:
        return ""
    if not texts or sum(map(len, data.values())) > MOST:
        return ""
    lines = ["# The sheet's data, for where it does not lie beside this notebook.", "import os"]
    for name, text in texts.items():
        folder = name.rpartition("/")[0]
        lines += ["", f"if not os.path.exists({name!r}):"]
        lines += [f"    os.makedirs({folder!r}, exist_ok=True)"] if folder else []
        lines += [
            f'    with open({name!r}, "w", encoding="utf-8", newline="") as file:',
            f"        file.write({_literal(text)})",
        ]
    return "\n".join(lines)


def _literal(text: str) -> str:
    is_plain = text.replace("\n", "").isprintable() and "\\" not in text and '"""' not in text and text[-1:] != '"'
    return f'"""{text}"""' if is_plain else repr(text)
