"""Draws the gallery: every figure of every sheet, as the reference gives it. Run `python docs/gallery.py`.

The figures are those of the solution notebooks, executed from a clean kernel; `gallery.md` shows them with their first
sentences, which are the texts for those who cannot see them.
"""

from __future__ import annotations

import ast
import base64
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from nbclient import NotebookClient

from autograder.generate import data_of, solution_notebook, write_files
from autograder.resources import lecture_root
from autograder.spec.course import Course, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    import nbformat

    from autograder.spec import Assignment

HERE = Path(__file__).resolve().parent
SMALL = "import matplotlib; matplotlib.rcParams['figure.dpi'] = 64\n"


def main() -> None:
    """Execute all solutions and write the page and its pictures."""
    course = Course(lecture_root())
    pictures = HERE / "gallery"
    pictures.mkdir(exist_ok=True)
    page = ["# Gallery", "", "Every figure of the six sheets, drawn by the reference: `python docs/gallery.py`.", ""]
    for name in course.sheets:
        sheet = load(course, name)
        page += [f"## {sheet.title}", ""]
        for figure, text, picture in _figures(course, sheet):
            (pictures / f"{name}-{figure}.png").write_bytes(picture)
            page += [f"![{text}](gallery/{name}-{figure}.png)", "", f"*{text}*", ""]
    (HERE / "gallery.md").write_text("\n".join(page).rstrip() + "\n", encoding="utf-8")


def _figures(course: Course, sheet: Assignment) -> Iterator[tuple[str, str, bytes]]:
    """Yield the name, the text and the picture of each figure of a sheet, in the order of the notebook."""
    seeds = course.seeds(sheet)
    notebook = solution_notebook(sheet, seeds)
    next(cell for cell in notebook.cells if cell.id == "plotting").source += f"\n{SMALL}"
    with tempfile.TemporaryDirectory() as folder:
        write_files(data_of(sheet, seeds), Path(folder))
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    for cell in notebook.cells:
        if cell.id.startswith("figure-"):
            yield cell.id.removeprefix("figure-"), _text(cell.source), _picture(cell)


def _text(source: str) -> str:
    (function, *_) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    return (ast.get_docstring(function) or "").split("\n")[0]


def _picture(cell: nbformat.NotebookNode) -> bytes:
    return next(base64.b64decode(output.data["image/png"]) for output in cell.outputs if "data" in output)


if __name__ == "__main__":
    main()
