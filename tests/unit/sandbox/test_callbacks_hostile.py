"""Student code that speaks for itself: forged questions, endless ones, and those that would outlast the clock."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from autograder.records import Ended, Late, Unsendable, Value
from autograder.sandbox import Deadlines, session
from autograder.sandbox.conversation import Closed, Expired
from autograder.sandbox.worker import wire
from tests.unit.sandbox.conftest import PLAIN, called, works

TOOLS = """
from worker import wire

def channel_of(function):
    return next(cell.cell_contents for cell in function.__closure__ if hasattr(cell.cell_contents, "sendall"))

def said(function, head, values):
    channel = channel_of(function)
    wire.send(channel, wire.encode(head, values))
    return wire.receive(channel)
"""


FORGED = {
    "no such key": "{'callback': '9.9'}, [1.0]",
    "another spelling": "{'callback': '00.0'}, [1.0]",
    "a key beyond the batch": "{'callback': '1.0'}, [1.0]",
    "a position without a function": "{'callback': '0.1'}, [1.0]",
    "no key": "{'callback': ''}, [1.0]",
    "a name of the grader's": "{'callback': 'eval'}, ['1']",
    "a number as the key": "{'callback': 0}, [1.0]",
    "a list as the key": "{'callback': ['0.0']}, [1.0]",
    "nothing as the key": "{'callback': None}, [1.0]",
    "no arguments": "{'callback': '0.0'}, None",
    "a text for arguments": "{'callback': '0.0'}, 'abc'",
    "a number for arguments": "{'callback': '0.0'}, 1.0",
    "an array for arguments": "{'callback': '0.0'}, np.ones(2)",
    "a function of the grader's": "{'callback': '0.0'}, [wire.Callback('0.0')]",
    "a function in a list": "{'callback': '0.0'}, [[1.0, [wire.Callback('0.0')]]]",
    "no words": "{}, []",
}


@pytest.mark.parametrize("message", FORGED.values(), ids=FORGED)
def test_a_forged_request_ends_the_conversation(notebook, message) -> None:
    """A request for what was not handed over, or of another form, is answered by nothing: the call has failed."""
    run = notebook("import numpy as np", TOOLS, f"def f(g, x):\n    return said(g, {message})[1]", PLAIN)
    seen = []
    assert called(run, "f", seen.append, 1.0) == Ended()
    assert seen == []
    assert works(run)


def test_a_request_by_hand_is_a_request(notebook) -> None:
    """What the tests above forge does reach the grader: with the right words it is answered."""
    run = notebook(TOOLS, "def f(g, x):\n    return said(g, {'callback': '0.0'}, [x])[1]")
    assert called(run, "f", lambda x: 2 * x, 4.0) == Value([8.0], asked=((0, (4.0,)),))


def test_a_key_of_an_earlier_batch_is_no_key(notebook) -> None:
    """A function that was kept from a longer batch before cannot be asked in a shorter one."""
    run = notebook(
        "kept = []\ndef f(g, x):\n    kept.append(g)\n    return g(x)\ndef late(g, x):\n    return kept[2](x)"
    )
    with run.exercise() as exercise:
        assert len(exercise.call("f", [(abs, 1), (abs, 2), (abs, 3)])) == 3
        assert exercise.call("late", [(abs, 1), (abs, 2)]) == [Ended()]
        assert exercise.call("f", [(abs, 1)]) == [Ended()]


def test_a_function_cannot_be_returned(notebook) -> None:
    """A function of the grader's is no value: neither it nor what stands for it comes back."""
    run = notebook(
        "from worker import wire", "def f(g):\n    return g", "def h(g):\n    return wire.Callback('0.0')", PLAIN
    )
    assert called(run, "f", abs) == Unsendable("a function")
    assert not isinstance(called(run, "h", abs), Value)
    assert works(run)


def test_callbacks_are_not_endless(notebook, monkeypatch) -> None:
    """A batch that asks more often than it may has failed, however many calls share the number."""
    monkeypatch.setattr(session, "CALLBACKS", 20)
    run = notebook("def f(g, n):\n    for _ in range(n):\n        g(1)\n    return n", PLAIN)
    with run.exercise() as exercise:
        assert exercise.call("f", [(abs, 10), (abs, 9)])[-1].value == 9
        assert exercise.call("f", [(abs, 10), (abs, 11)]) == [Late(20)]
    assert works(run)


def test_what_was_asked_for_is_not_kept_without_end(notebook) -> None:
    """The points that a batch leaves with the grader are no more than one frame may hold, or the call has failed."""
    run = notebook(
        "import numpy as np\ndef f(g):\n    x = np.zeros(1 << 17)\n    for _ in range(70):\n        g(x)\n    return 1",
        PLAIN,
    )
    answer = called(run, "f", lambda _: 0.0)
    kept = sum(point.nbytes for _, (point,) in answer.asked) if isinstance(answer, Value) else 0
    assert kept <= wire.MAX_FRAME
    assert works(run)


# --- deadlines, by a clock of our own -------------------------------------------------------------------------


class Talk:
    """A child that asks again and again and then answers, each time after so many seconds of a clock of our own."""

    def __init__(self, monkeypatch, *, each, asks, left=60.0, call=2.0) -> None:
        self.now, self.each, self.asks, self.left_at_first, self.ends = 0.0, each, asks, left, []
        self.deadlines = Deadlines(call=call, submission=left)
        self.names = ("f",)
        monkeypatch.setattr(session, "time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(session, "receive", self.receive)
        monkeypatch.setattr(session, "send", lambda *_: None)

    @property
    def left(self):
        return self.left_at_first - self.now

    def receive(self, _, end):
        self.ends.append(end)
        self.now += self.each
        if self.now > end:
            raise Expired
        if len(self.ends) <= self.asks:
            return {"callback": "0.0"}, [1.0]
        return {"answers": [["value", []]]}, [5.0]

    def answers(self):
        exercise = session.Exercise(self, {})
        exercise._channel = object()
        return exercise.call("f", [(abs,)])


def test_callbacks_lengthen_a_deadline(monkeypatch) -> None:
    """Many quick questions may take longer together than a call may, since each has some time of its own."""
    talk = Talk(monkeypatch, each=0.9 * session.CALLBACK, asks=5000)
    (answer,) = talk.answers()
    assert (answer.value, len(answer.asked)) == (5.0, 5000)
    assert talk.now > 2 * talk.deadlines.call


def test_slow_questions_do_not_help(monkeypatch) -> None:
    """Who thinks longer between two questions than a question's time is late after not much more than the deadline."""
    talk = Talk(monkeypatch, each=10 * session.CALLBACK, asks=5000)
    assert talk.answers() == [Late(2.0)]
    assert talk.now < 1.2 * talk.deadlines.call


@pytest.mark.parametrize("left", [1.0, 0.0, -5.0])
def test_no_question_reaches_beyond_the_submissions_time(monkeypatch, left) -> None:
    """However quick the questions are, a call ends with the submission's time, or a blink after it."""
    talk = Talk(monkeypatch, each=0.2 * session.CALLBACK, asks=20_000, left=left)
    assert isinstance(talk.answers()[0], Late)
    assert talk.now < max(left, 0.0) + 0.3


def test_what_is_asked_twice_is_counted_once(monkeypatch) -> None:
    """Where a process has ended without an answer and is tried once more, the calls of the first try do not count."""
    question, answer = ({"callback": "helper"}, [1.0]), ({"answers": [["value", []]]}, [5.0])
    script = [question, question, Closed, question, question, answer]

    def receive(*_):
        step = script.pop(0)
        if step is Closed:
            raise Closed
        return step

    def fork(_):
        return SimpleNamespace(close=lambda: None)

    notebook = SimpleNamespace(names=("f",), left=60.0, deadlines=Deadlines(), fork=fork, clear=lambda: None)
    monkeypatch.setattr(session, "receive", receive)
    monkeypatch.setattr(session, "send", lambda *_: None)
    exercise = session.Exercise(notebook, {"helper": abs})
    assert exercise.call("f", [(2.0,)]) == [Value(5.0)]
    assert exercise.asked == {"helper": 2}


def test_a_correct_function_that_is_asked_for_too_much_is_ended(notebook, monkeypatch) -> None:
    """A supplied function runs in the grader under a deadline of its own: student code cannot make it work for ever."""
    monkeypatch.setattr("autograder.sandbox.callbacks.SECONDS", 0.2)

    def descend(steps):
        for _ in range(steps):
            pass
        return steps

    run = notebook(PLAIN + "\ndef f(x):\n    return descend(x)\ndef descend(steps):\n    return 0")
    answer = called(run, "f", 10**12, descend=descend)
    assert answer.kind == "TypeError"
    assert "Overtime" in answer.message
    assert called(run, "f", 10, descend=descend) == Value(10)
