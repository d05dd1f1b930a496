"""IPython's lines -> Python: what a notebook's cell means without the shell. Linear in the length of the cell."""

from __future__ import annotations

import ast
import re

BODIED = ("time", "timeit", "capture", "prun", "memit")  # cell magics that run their body, which is Python
CELL_MAGIC = re.compile(r"%%(\w*)")
LINE_MAGIC = re.compile(r"[ \t]*%+(\w*)[ \t]*(.*)")
OTHER = re.compile(r"[ \t]*(?:[!?]|(?:pip|conda|mamba)[ \t]+(?:install|uninstall|list|show)\b|[\w.*%]+\?{1,2}[ \t]*$)")
TARGET = re.compile(r"""[ \t]*[A-Za-z_](?:[\w \t.,]|\[(?:\w+|'\w*'|"\w*")\])*""")  # what stands before `= !ls`
LOADING = ("run", "load")  # what they would bring in is not there: that is told
RUNNING = ("time", "prun")  # line magics that run their statement in the notebook

# What can hold an end of line, which then ends no statement. No alternative can fail after it has gone far, not even
# at a text that is never closed: the whole is linear.
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\\?\Z)'
    r"|'''(?:[^\\]|\\.)*?(?:'''|\\?\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'(?:[^'\\\n]|\\.)*+'?"
    r"|#[^\n]*|\\\n|[\[({]|[\])}]|\n",
    re.DOTALL,
)


def without_magics(source: str) -> str:
    """Return a cell's Python: what is IPython's is passed over or replaced, and every line keeps its number.

    Parameters
    ----------
    source : str
        As the notebook has it. The first lines may be `%%time` and the like, whose body runs; see `foreign_magic`.

    Returns
    -------
    str
        "" for a cell that is not Python.
    """
    if foreign_magic(source):
        return ""
    text = _dedented(source)
    parts, at = [], 0
    heading = True  # within the cell magics at the top
    while at <= len(text):
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if heading and (line.startswith("%%") or not line.strip()):
            python: str | None = ""
        else:
            heading, python = False, _replaced(line)
        if python is None:
            end = _end_of_statement(text, at)
            parts.append(text[at:end])
        else:
            end = _end_of_magic(text, at)
            parts.append(python + "\n" * text.count("\n", at, end))
        at = end + 1
    return "\n".join(parts)


def foreign_magic(source: str) -> str | None:
    """Return the cell magic, as "%%bash", that makes a cell something else than Python; None if it is Python."""
    for line in source.lstrip().splitlines():
        if not (found := CELL_MAGIC.match(line)):
            return None
        if found[1] not in BODIED:
            return f"%%{found[1][:30]}"
    return None


def _replaced(line: str) -> str | None:
    """Return the Python of a line that begins a statement and is IPython's; None if it is Python's own."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if found := LINE_MAGIC.match(line):
        name, rest = found[1], found[2].strip()
        if name in RUNNING and (statement := _statement(rest)):
            return indent + statement
        return f"{indent}get_ipython().run_line_magic({name!r}, '')" if name in LOADING else f"{indent}pass"
    if OTHER.match(line):
        return f"{indent}pass"
    target, equals, value = line.partition("=")
    value = value.strip()
    if equals and value.startswith(("%", "!")) and TARGET.fullmatch(target):
        return f"{target}= {_value(value)}"
    return None


def _value(text: str) -> str:
    """Return an expression for the value of a magic or a command."""
    if text.startswith("!"):
        return f"get_ipython().getoutput({text[1:]!r})"
    name, _, rest = text.lstrip("%").partition(" ")
    if name in RUNNING and (statement := _statement(rest.strip())):
        return statement
    return f"get_ipython().run_line_magic({name!r}, {rest.strip()!r})"


def _statement(text: str) -> str | None:
    """Return a text if it is a statement of Python that stands on its line."""
    try:
        return text if len(ast.parse(text).body) == 1 else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _end_of_statement(text: str, start: int) -> int:
    """Return where the line ends on which a statement ends that begins at `start`."""
    depth = 0
    for token in TOKEN.finditer(text, start):
        match token[0]:
            case "\n" if depth == 0:
                return token.start()
            case "(" | "[" | "{":
                depth += 1
            case ")" | "]" | "}":
                depth = max(depth - 1, 0)
    return len(text)


def _end_of_magic(text: str, start: int) -> int:
    """Return where a magic or a command ends: with its line, unless a backslash continues it."""
    while True:
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        if text[end - 1 : end] != "\\":
            return end
        start = end + 1


def _dedented(source: str) -> str:
    """Return a cell without the indentation of its first line, as IPython takes it."""
    first = source.lstrip("\n")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent or first.startswith(indent + "\n"):
        return source
    return "\n".join(line.removeprefix(indent) for line in source.split("\n"))
