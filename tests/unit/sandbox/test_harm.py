"""What submissions do to themselves, leave behind or forge: it costs nobody else anything, and gains nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.records import Cell, Ended, Late, Missing, Raised, Unsendable, Value
from autograder.sandbox import Notebook
from autograder.sandbox import session as sessions
from autograder.sandbox.session import CHANCES
from autograder.sandbox.worker import limits
from tests.unit.sandbox.conftest import PATIENT, PLAIN, SHORT, called, works

# --- exercises that harm themselves ---------------------------------------------------------------------------

HARM = {
    "exit": ("import os\ndef f():\n    os._exit(0)", Ended),
    "kill": ("import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGKILL)", Raised),
    "segfault": ("import ctypes\ndef f():\n    ctypes.string_at(0)", Ended),
    "abort": ("import os\ndef f():\n    os.abort()", Ended),
    "endless": ("def f():\n    while True:\n        pass", Late),
    "sleep": ("import time\ndef f():\n    time.sleep(60)", Late),
    "stop": ("import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGSTOP)", Raised),
    "memory": ("def f():\n    return len(bytearray(1 << 40))", Raised),
    "memory-bit-by-bit": ("import numpy as np\ndef f():\n    return np.zeros(1 << 29).sum()", Raised),
    "recursion": ("def f():\n    return f()", Raised),
    "raised": ("def f():\n    raise RuntimeError", Raised),
    "leave": ("import sys\ndef f():\n    sys.exit(0)", Raised),
    "kill-the-parent": ("import os\ndef f():\n    os.kill(os.getppid(), 9)\n    while True: pass", Raised),
    "kill-the-group": ("import os\ndef f():\n    os.kill(0, 9)", Raised),
    "close-the-channel": ("import os\ndef f():\n    os.closerange(0, 64)", Ended),
    "large": ("import numpy as np\ndef f():\n    return np.zeros(9_000_000)", Unsendable),
    "deep": ("def f():\n    x = []\n    for _ in range(10**5):\n        x = [x]\n    return x", Unsendable),
    "break-the-codec": ("import sys\ndef f():\n    sys.modules['worker.wire'].Encoder = None\n    return 1", None),
    "break-everything": (
        "import sys\ndef f():\n    for m in list(sys.modules.values()):\n        vars(m).clear()\n    return 1",
        Ended,
    ),
}


@pytest.mark.parametrize(("source", "answer"), HARM.values(), ids=HARM)
def test_an_exercise_harms_itself_alone(notebook, source, answer) -> None:
    """Whatever a function does to its process, that exercise gets an answer that says so, and the next one works."""
    deadlines = SHORT if answer is Late else PATIENT
    run = notebook(PLAIN, source, deadlines=deadlines)
    found = called(run, "f")
    assert answer is None or type(found) is answer
    assert works(run)


def test_after_a_late_call_every_later_one_is_late(notebook) -> None:
    """An exercise whose process is lost gives the same answer to the end, without waiting again."""
    run = notebook(PLAIN + "\ndef f():\n    while True:\n        pass", deadlines=SHORT)
    with run.exercise() as exercise:
        first = exercise.call("f", [()])
        assert first == [Late(0.4)]
        assert exercise.call("double", [(1,)]) == first
    assert works(run)


def test_a_call_that_was_late_once_is_tried_again_alone(notebook) -> None:
    """A busy machine costs no points: the second attempt counts; a function that is late alone, too, gets no third."""
    source = "import time\nBEGAN = time.monotonic()\n\ndef f(x):\n    if time.monotonic() - BEGAN < 0.3:\n"
    source += "        time.sleep(60)\n    return x\n\ndef g(x):\n    time.sleep(60)"
    run = notebook(source, deadlines=SHORT)
    assert called(run, "f", 7) == Value(7)
    assert called(run, "g", 7) == Late(0.4)
    assert run.hopeless == {"g"}


def test_second_attempts_have_an_end(notebook) -> None:
    """A submission whose every function is late gets a few second attempts, and not all its time."""
    names = [f"f{number}" for number in range(CHANCES + 2)]
    source = "import time\n" + "".join(f"def {name}():\n    time.sleep(60)\n" for name in names)
    run = notebook(source, deadlines=replace(SHORT, call=0.1))
    assert {called(run, name) for name in names} == {Late(0.1)}
    assert run.hopeless == set(names[:CHANCES])


def test_a_caller_may_give_more_time(notebook) -> None:
    """A batch may be given more time than the deadline of a call, and no more than the submission has left."""
    run = notebook("import time\ndef f(s):\n    time.sleep(s)\n    return s", deadlines=SHORT)
    with run.exercise() as exercise:
        assert exercise.call("f", [(0.6,)], seconds=8.0) == [Value(0.6)]
        (answer,) = exercise.call("f", [(60.0,)], seconds=0.5)
        assert answer == Late(0.5)


POISON = {
    "numpy-function": "np.dot = None",
    "numpy-module": "vars(np).clear()",
    "own-function": "global double\n    double = None",
    "builtin": "import builtins\n    builtins.len = builtins.isinstance = None",
    "modules": "import sys\n    sys.modules.clear()",
    "array-in-place": "DATA[:] = np.nan",
    "random-state": "np.random.seed(0)",
    "error-state": "np.seterr(all='raise')",
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
def test_poison_does_not_outlast_its_exercise(notebook, poison) -> None:
    """What one exercise changes in NumPy, in modules or in the notebook, the next one does not see."""
    check = "def fine(x):\n    return [len(DATA), float(np.dot(DATA, DATA)), double(x), float(np.log(np.zeros(1))[0])]"
    run = notebook(PLAIN, "DATA = np.ones(3)", f"def poison():\n    {poison}", check)
    called(run, "poison")
    for _ in range(2):
        answer = called(run, "fine", 2)
        assert answer.value[:3] == [3, 3.0, 4]


def test_a_notebook_may_change_numpy_for_itself(notebook) -> None:
    """A cell that replaces a function of NumPy that we use ourselves does not take its other functions with it."""
    run = notebook(PLAIN, "np.mean = np.sqrt = None\nnp.seterr(all='raise')")
    assert run.troubles == {}
    assert works(run)


# --- what is left behind --------------------------------------------------------------------------------------


def below(pid):
    """Return the ids of all processes below one, zombies aside."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            except OSError:
                continue
            if state != "Z":
                parents[int(entry.name)] = int(parent)
    found, grew = {pid}, True
    while grew:
        more = {child for child, parent in parents.items() if parent in found}
        grew = not more <= found
        found |= more
    return found - {pid}


BACKGROUND = {
    "child": "if os.fork() == 0:\n        signal.pause()",
    "grandchild": "if os.fork() == 0:\n        if os.fork() == 0:\n            signal.pause()\n        os._exit(0)",
    "own-session": "if os.fork() == 0:\n        try: os.setsid()\n        except OSError: pass\n        signal.pause()",
    "many": "for _ in range(10):\n        if os.fork() == 0:\n            signal.pause()",
    "from-a-thread": (
        "def forked():\n        if os.fork() == 0: signal.pause()\n    t = threading.Thread(target=forked)\n"
        "    t.start()\n    t.join()"
    ),
    "from-a-thread-that-stays": (
        "threading.Thread(target=lambda: os.fork() == 0 and signal.pause() or time.sleep(60), daemon=True).start()\n"
        "    time.sleep(0.05)"
    ),
    "deaf": (
        "if os.fork() == 0:\n        for s in range(1, 32):\n            try: signal.signal(s, signal.SIG_IGN)\n"
        "            except (OSError, ValueError): pass\n        while True: signal.pause()"
    ),
}


@pytest.mark.skipif(not limits.LINUX, reason="Linux alone")
@pytest.mark.parametrize("fork", BACKGROUND.values(), ids=BACKGROUND)
def test_nothing_that_a_cell_has_started_is_left_running(server, fork) -> None:
    """Processes that cells have forked, however they hide, are gone before the first exercise, and stay so."""
    source = "import os, signal, threading, time\ndef f():\n    " + fork + "\nf()"
    with Notebook(server, [Cell(1, PLAIN), Cell(2, source)], PATIENT) as run:
        assert run.troubles == {}
        assert below(server._process.pid) == {run._pid}
        assert works(run)
    assert below(server._process.pid) == set()


@pytest.mark.skipif(not limits.LINUX, reason="Linux alone")
@pytest.mark.parametrize("fork", BACKGROUND.values(), ids=BACKGROUND)
def test_nothing_that_an_exercise_has_started_is_left_running(server, fork) -> None:
    """Processes that a call would fork are refused, or gone when the submission is."""
    source = "import os, signal, threading, time\ndef f():\n    " + fork + "\n    return 1"
    with Notebook(server, [Cell(1, PLAIN), Cell(2, source)], PATIENT) as run:
        called(run, "f")
        assert works(run)
    assert below(server._process.pid) == set()


def test_the_next_submission_knows_nothing_of_the_last(server) -> None:
    """Two submissions share nothing, whatever the first did to its process."""
    with Notebook(server, [Cell(1, "import numpy as np\nnp.dot = None\nleft = 1\ndef f(): return 1")], PATIENT) as run:
        assert called(run, "f") == Value(1)
    with Notebook(
        server, [Cell(1, PLAIN), Cell(2, "def g():\n    return [np.dot([1], [2]), 'left' in globals()]")]
    ) as run:
        assert called(run, "g").value[1] is False
        assert called(run, "f") == Missing(None)


# --- forging --------------------------------------------------------------------------------------------------

SPRAY = """
import os
from worker import wire

def sprayed(frame):
    for handle in range(3, 21):
        try:
            os.write(handle, frame)
        except OSError:
            pass
"""
FORGED = {
    "value": '{"answers": [["value", []]]}, [99.0]',
    "too-many-values": '{"answers": [["value", []]] * 5}, [99.0] * 5',
    "value-without-a-value": '{"answers": [["value", []]]}, []',
    "no-answers": '{"answers": []}, []',
    "verdict": '{"verdict": "passed", "points": 10}, []',
    "outcome": '{"answers": [["passed"]]}, []',
    "raised-with-a-chosen-kind": '{"answers": [["raised", "Passed", "full marks", 1]]}, []',
    "raised-with-markup": '{"answers": [["raised", "<script>", "x", None]]}, []',
    "raised-with-lists": '{"answers": [["raised", [], {}, "x"]]}, []',
    "unsendable-without-end": '{"answers": [["unsendable", "x" * 100000]]}, []',
    "unsendable-no-text": '{"answers": [["unsendable", 3]]}, []',
    "callback": '{"callback": "double"}, [1]',
    "callback-of-a-list": '{"callback": ["double"]}, [1]',
    "answers-no-list": '{"answers": 1}, []',
    "nothing": "{}, []",
    "ready": '{"ready": ["forged"]}, []',
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_frame_is_a_value_or_the_end(notebook, forged) -> None:
    """A frame that student code writes itself to every descriptor is taken for its answer at the most."""
    run = notebook(PLAIN, SPRAY, f"def f(x):\n    sprayed(wire.encode({forged}))\n    return x")
    answer = called(run, "f", 5.0)
    match answer:
        case Value(value):
            assert value in {99.0, 5.0}
        case Raised(kind, message, _):
            assert kind == "Exception"
            assert len(message) <= 500
        case Unsendable(reason):
            assert len(reason) <= 200
        case _:
            assert answer == Ended()
    assert works(run)


@pytest.mark.parametrize(
    "junk",
    [
        "b'x' * 1000",
        "b'\\0' * 64",
        "b'\\xff' * 64",
        "wire.LENGTH.pack(2**32 - 1)",
        "wire.LENGTH.pack(0)",
        "wire.LENGTH.pack(5) + b'junk!'",
    ],
)
def test_junk_is_the_end(notebook, junk) -> None:
    """Bytes that are no frame end the exercise, and nothing else."""
    run = notebook(PLAIN, SPRAY, f"def f():\n    sprayed({junk})\n    os._exit(0)")
    assert called(run, "f") == Ended()
    assert works(run)


def test_an_announced_frame_that_never_comes_is_late(notebook) -> None:
    """A length without its frame is waited for until the deadline, and no longer."""
    run = notebook(
        PLAIN,
        SPRAY,
        "import time\ndef f():\n    sprayed(wire.LENGTH.pack(1000) + b'x')\n    time.sleep(60)",
        deadlines=SHORT,
    )
    assert called(run, "f") == Late(0.4)
    assert works(run)


@pytest.mark.parametrize(
    "forged",
    ['{"ready": ["forged", "double", "not a name", 3]}', '{"ready": 5}', '{"ran": 1, "raised": None}', '{"cell": "x"}'],
)
def test_a_forged_end_of_the_cells_gains_nothing(notebook, forged) -> None:
    """A cell that tells the grader what it likes about the cells gets its own names at the most."""
    run = notebook(SPRAY + f"\nsprayed(wire.encode({forged}))", PLAIN)
    assert {*run.names} <= {"forged", "double", "sprayed"}
    assert type(called(run, "forged")) in {Missing, Raised, Ended}


def test_endless_requests_of_the_grader_have_an_end(notebook, monkeypatch) -> None:
    """A call that asks for a supplied function without end is ended."""
    monkeypatch.setattr(sessions, "CALLBACKS", 50)
    run = notebook(PLAIN, "def f():\n    while True:\n        helper(1)")
    assert called(run, "f", helper=lambda x: x) == Late(20)
    assert works(run)
