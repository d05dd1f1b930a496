"""Fuzzes what a child may send: whatever bytes come, the grader neither raises, nor hangs, nor fills its memory.

By hand, for as long as wanted: `pip install atheris && python tests/fuzz/wire.py -max_total_time=3600`. The first byte
of an input says what the rest is: the body of a frame, or a whole conversation. What breaks a claim ends the run and is
left in a file `crash-*`, `timeout-*` or `oom-*`.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

import atheris
import numpy as np

with atheris.instrument_imports(include=["autograder.sandbox"]):
    from autograder.records import Answer, Cell
    from autograder.sandbox.session import Deadlines, Notebook
    from autograder.sandbox.worker import wire

LIMITS = ["-max_len=8192", "-timeout=10", "-rss_limit_mb=512"]
WORDS = [
    *wire.DTYPES,
    *('{"head":', '"values":[', '"arrays":[', '"sizes":[', '{"a":0}', '{"c":[', '{"f":', "null", "1e999", "NaN"),
    *('{"cell":1}', '{"ran":1,"raised":', '{"ready":["f"]}', '{"callback":"g"', '"names":[', '{"callback":"0.1"'),
    *(
        '{"answers":[',
        '["value",[]]',
        '["raised","ValueError","text",1]',
        '["unsendable","reason"]',
        "9223372036854775808",
    ),
]
BATCH = [(np.arange(3.0), np.tanh), (np.zeros((2, 2)), np.square)]


class _Server:
    """Stands for a fork server whose children say what the input says."""

    def __init__(self, streams: list[bytes]) -> None:
        self.streams = streams
        self.theirs: list[socket.socket] = []

    def run(self) -> tuple[int, socket.socket]:
        ours, theirs = socket.socketpair()
        theirs.sendall(self.streams.pop(0) if self.streams else b"")
        theirs.shutdown(socket.SHUT_WR)
        self.theirs.append(theirs)
        return 0, ours

    def clear(self, _: int = 0) -> int:
        return 0


class _Notebook(Notebook):
    """Whose exercises are such children, too."""

    def _fork(self) -> socket.socket | None:
        return None if self._channel is None else self._server.run()[1]


def body(data: bytes) -> None:
    """Decode the body of a frame, as the grader and as a child do."""
    for make in (None, str):
        try:
            head, _ = wire.decode(data, make)
        except wire.WireError as error:
            if len(str(error)) >= 100:
                raise AssertionError("a long message") from error
        else:
            wire.encode(head)


def header(data: bytes) -> None:
    """Decode a frame whose header is the first line of the input."""
    text, _, buffers = data.partition(b"\n")
    body(wire.LENGTH.pack(len(text)) + text + buffers)


def conversation(data: bytes) -> None:
    """Run a notebook of one cell and call its function; frames are a line each, streams lie between empty lines."""
    streams = [b"".join(map(_framed, stream.split(b"\n"))) for stream in data.split(b"\n\n")[:6]]
    server = _Server(streams)
    deadlines = Deadlines(cell=1.0, grace=0.1, call=1.0, submission=2.0)
    with _Notebook(server, [Cell(1, "def f(x): ...")], deadlines) as notebook:
        notebook.begin([("f", BATCH)])
        for supplied in ({}, {"g": np.sum}):
            with notebook.exercise(supplied) as exercise:
                for _ in range(2):
                    answers = exercise.call("f", BATCH)
                    if not 0 < len(answers) <= len(BATCH) or not all(isinstance(each, Answer) for each in answers):
                        raise AssertionError(answers)
    for theirs in server.theirs:
        theirs.close()


def _framed(line: bytes) -> bytes:
    text = line if line.startswith(b'{"head') else b'{"head":%b,"values":[],"arrays":[],"sizes":[]}' % line
    return wire.LENGTH.pack(4 + len(text)) + wire.LENGTH.pack(len(text)) + text


TARGETS = (body, header, conversation)


def fuzz(data: bytes) -> None:
    """Hand the input to the target that its first byte names."""
    if data:
        TARGETS[data[0] % len(TARGETS)](data[1:])


def _seeds() -> list[bytes]:
    """Honest frames and conversations, from which the fuzzer sets out."""
    values = [np.arange(6.0).reshape(2, 3), [1, 2.5, "text", None, True], 1 - 2j, np.int8(3), [[np.zeros(0)]]]
    frame = wire.encode({"answers": [["value", []]]}, values)[4:]
    (size,) = wire.LENGTH.unpack_from(frame)
    line = b'{"head":{"answers":[["value",["changed"]]]},"values":[1.5],"arrays":[],"sizes":[]}'
    talk = [
        b'{"cell":1}\n{"ran":1,"raised":null}\n{"ready":["f"]}',
        b'{"callback":"g"}\n' + line,
        b'{"callback":"0.1"}\n{"answers":[["raised","ValueError","text",1]]}\n' + line,
        b'{"answers":[["unsendable","reason"]]}',
    ]
    return [b"\0" + frame, b"\1" + frame[4 : 4 + size] + b"\n" + frame[4 + size :], b"\2" + b"\n\n".join(talk)]


def main() -> None:
    """Fuzz until a claim breaks or the time is over."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(_seeds()):
            fuzz(seed)
            (corpus / str(number)).write_bytes(seed)
        words = Path(folder, "words")
        words.write_text("".join(map(_entry, WORDS)))
        atheris.Setup([sys.argv[0], str(corpus), f"-dict={words}", *LIMITS, *sys.argv[1:]], fuzz)
        atheris.Fuzz()


def _entry(word: str) -> str:
    """Return a line of libFuzzer's dictionary."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"\n'


if __name__ == "__main__":
    main()
