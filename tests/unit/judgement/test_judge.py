"""One check of one exercise: what calls give becomes a finding, and no fault of ours costs a student points."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.examination import prepare
from autograder.judgement import Standing, judge, no_value
from autograder.records import Ended, Late, Missing, Outcome, Raised, Unsendable, Value
from autograder.sandbox import Lost
from autograder.spec import Case, Exercise, ReferenceCheck, RepeatCheck, SeriesCheck
from autograder.spec.seeds import Seeds
from tests.unit.judgement.conftest import task_of

FAILED = Outcome.FAILED
RIGHT = Standing(right={"mean_squared_error"})


class Process:
    """Calls plain functions as the sandbox would."""

    def __init__(self, **functions):
        self.functions = functions
        self.calls = []

    def call(self, name, batch, seconds=0.0, *, watch=False):
        """Answer a batch, which ends at the first call without a value."""
        self.calls.append((name, len(batch), seconds, watch))
        answers = []
        for arguments in batch:
            try:
                answers.append(Value(self.functions[name](*arguments)))
            except NameError as error:
                answers.append(Raised("NameError", str(error), 1))
                break
        return answers


@pytest.fixture(scope="module")
def task(a01):
    """Prepare the gradient exercise of the first sheet, which has both kinds of checks."""
    examination = prepare(a01, Seeds(b"any", a01.name))
    return next(each for each in examination.tasks if each.exercise.name == "mean_squared_error_gradient")


def mean_squared_error(theta, X, y):
    return float(np.mean((y - X @ theta) ** 2))


def half(function):
    return lambda *point: function(*point) / 2


def gradient(theta, X, y):
    return -2 / len(y) * X.T @ (y - X @ theta)


def judged(task, check, function, *, loss=mean_squared_error, standing=RIGHT, supplied=False):
    process = Process(mean_squared_error_gradient=function, mean_squared_error=loss)
    (record,) = (each for each in task.exercise.checks if each.name == check)
    return judge(task, record, process, standing, {"lamda"}, supplied=supplied).finding


@pytest.mark.parametrize("check", ["gradient", "reference"])
def test_a_right_answer_passes(task, check) -> None:
    """The gradient passes both of its checks."""
    assert judged(task, check, gradient).outcome is Outcome.PASSED


@pytest.mark.parametrize("check", ["gradient", "reference"])
def test_a_wrong_answer_fails(task, check) -> None:
    """A gradient without its factor fails both, and the finding names a case and no number."""
    finding = judged(task, check, lambda *point: gradient(*point) / 2)
    assert finding.outcome is Outcome.FAILED
    assert finding.student.values["case"] == "several examples"
    assert not any(isinstance(value, float) for value in finding.student.values.values())


@pytest.mark.parametrize(("check", "key"), [("gradient", "gradient-wrong-form"), ("reference", "wrong-shape")])
def test_a_wrong_form_is_blocked(task, check, key) -> None:
    """An answer of another shape is blocked rather than wrong."""
    finding = judged(task, check, lambda *point: point[1])
    assert (finding.outcome, finding.student.key) == (Outcome.BLOCKED, key)


def test_a_wrong_loss_is_no_yardstick(task) -> None:
    """Against a loss of the submission that is not right nothing is judged, though the two agree."""
    finding = judged(
        task, "gradient", lambda *point: 0 * point[0] + 1, loss=lambda *point: point[0].sum(), standing=Standing()
    )
    assert (finding.outcome, finding.student.key) == (Outcome.BLOCKED, "loss-not-right")
    assert finding.staff is not None
    assert finding.staff.key == "consistent"


def test_a_loss_that_is_wrong_in_a_known_way_is_followed(task) -> None:
    """The right derivation of a loss with a known mistake passes, and says that the loss is not right."""
    explained = Standing(explained={"mean_squared_error"})
    finding = judged(task, "gradient", half(gradient), loss=half(mean_squared_error), standing=explained)
    assert (finding.outcome, finding.student.key) == (Outcome.PASSED, "passed-own-loss")
    assert judged(task, "gradient", gradient, loss=half(mean_squared_error), standing=explained).outcome is FAILED


def test_a_correct_loss_stays_with_the_grader(task) -> None:
    """Where correct functions are supplied the loss is evaluated here: only the gradient is asked for."""

    def never(*_):
        raise AssertionError

    assert judged(task, "gradient", gradient, loss=never, standing=Standing(), supplied=True).outcome is Outcome.PASSED


def test_noise_earns_nothing(task) -> None:
    """A loss and a gradient too rough to be told apart from wrong ones do not pass."""

    def rough(theta, X, y):
        return mean_squared_error(theta, X, y) + 10 * np.sin(1e9 * theta.sum())

    assert judged(task, "gradient", gradient, loss=rough).outcome is Outcome.FAILED


def test_a_fault_of_ours_is_broken(task, monkeypatch) -> None:
    """An exception in a judge is a broken finding with its traceback for the staff, and nothing of it for students."""
    monkeypatch.setattr("autograder.judgement.agreement.disagreement", lambda *_: 1 / 0)
    finding = judged(task, "reference", gradient)
    assert (finding.outcome, finding.student.key, finding.student.values) == (Outcome.BROKEN, "broken", {})
    assert finding.staff is not None
    assert "ZeroDivisionError" in finding.staff.values["text"]


def test_a_lost_fork_server_is_no_finding(task, monkeypatch) -> None:
    """Where the process that forks notebooks has ended, nothing is said of the answer: it is to be judged again."""

    def lost(*_):
        raise Lost

    monkeypatch.setattr("autograder.judgement.agreement.disagreement", lost)
    with pytest.raises(Lost, match="the fork server has ended"):
        judged(task, "reference", gradient)


@pytest.mark.parametrize(("name", "told"), [("lamda", "lamda"), ("x_0x1f3a", None)])
def test_a_name_is_told_only_if_the_submission_has_it(task, name, told) -> None:
    """An undefined name is told where it stands in the submission: a made-up one may carry a hidden number."""

    def undefined(*_):
        raise NameError(f"name {name!r} is not defined")

    finding = judged(task, "reference", undefined)
    assert finding.outcome is Outcome.CRASHED
    assert finding.student.values == {"kind": "NameError", "case": "several examples", "name": told}


ANSWERS = {
    Missing("Predict"): (Outcome.CRASHED, "missing"),
    Raised("NotImplementedError", "write it here", 3): (Outcome.CRASHED, "unwritten"),
    Raised("ValueError", "secret", 3): (Outcome.CRASHED, "raised"),
    Late(2.0): (Outcome.CRASHED, "late"),
    Ended(): (Outcome.CRASHED, "ended"),
    Unsendable("a set"): (Outcome.BLOCKED, "unsendable"),
}


@pytest.mark.parametrize(("answer", "expected"), ANSWERS.items(), ids=lambda each: str(each)[:20])
def test_every_answer_has_a_finding(answer, expected) -> None:
    """Whatever a call gives instead of a value has its outcome and its words; exception texts are the staff's."""
    finding = no_value("predict", "reference", answer)
    assert (finding.outcome, finding.student.key) == expected
    assert "secret" not in str(finding.student)


def test_patience_grows_with_the_reference(task) -> None:
    """A call may take a hundred times what the reference needs, for each call of a batch."""
    process = Process(mean_squared_error_gradient=gradient)
    (record,) = (each for each in task.exercise.checks if each.name == "reference")
    judge(task, record, process, Standing(), (), supplied=True)
    ((_, count, seconds, watched),) = process.calls
    assert watched
    assert seconds == pytest.approx(100 * task.seconds * count)


# --- every kind of check --------------------------------------------------------------------------------------


def total(x, t):
    return float(np.sum(x)) * t


def build(rng):
    return rng.normal(size=2), 3


SERIES, REPEAT, REFERENCE = SeriesCheck(over="t"), RepeatCheck(), ReferenceCheck(points=2)


@pytest.fixture(scope="module")
def several():
    """Prepare an exercise with three checks, of which the series comes first."""
    cases = (Case("any", build), Case("another", build))
    return task_of(Exercise(function=total, points=1, cases=cases, checks=(SERIES, REPEAT, REFERENCE)))


def test_the_first_check_of_values_is_where_a_diagnosis_begins(several) -> None:
    """The answers to a wrong check are kept where a diagnosis begins with them, and for no other check."""
    assert several.basis == "series"
    for check in several.exercise.checks:
        found = judge(several, check, Process(total=lambda *_: 0.0), Standing(), (), supplied=False)
        assert found.finding.outcome is Outcome.FAILED
        assert (found.answers is not None) == (check is SERIES)
    assert len(judge(several, SERIES, Process(total=lambda *_: 0.0), Standing(), (), supplied=False).answers) == 6
    assert judge(several, SERIES, Process(total=total), Standing(), (), supplied=False).answers is None


@pytest.mark.parametrize("check", [SERIES, REPEAT, REFERENCE], ids=lambda check: check.name)
def test_the_case_that_raises_is_told(several, check) -> None:
    """A call that raises is told with its case, whatever kind of check has made it."""
    second = next(group[0].arguments[0] for group in several.trials[check.name] if group[0].case == "another")

    def raising(x, t):
        if np.array_equal(x, second):
            raise NameError("name 'lamda' is not defined")
        return total(x, t)

    finding = judge(several, check, Process(total=raising), Standing(), {"lamda"}, supplied=False).finding
    assert (finding.outcome, finding.student.key) == (Outcome.CRASHED, "raised")
    assert finding.student.values == {"kind": "NameError", "case": "another", "name": "lamda"}


def test_where_some_calls_raise_all_are_asked_by_themselves(several) -> None:
    """A diagnosis begins with what every trial gives by itself, if the batch of its check has raised at one."""
    asked = []

    def raising(x, t):
        asked.append(t)
        if t == 2:
            raise NameError("name 'y' is not defined")
        return total(x, t)

    found = judge(several, SERIES, Process(total=raising), Standing(), (), supplied=False)
    kinds = [type(answer) for answer in found.answers]
    assert kinds == [Value, Raised, Value] * 2
    assert asked[-6:] == [1, 2, 3] * 2


def test_fewer_answers_than_calls_are_an_end(several) -> None:
    """A process that answers fewer calls than it was asked has ended, and the student is told so."""

    class Terse(Process):
        def call(self, name, batch, seconds=0.0, *, watch=False):
            return super().call(name, batch, seconds, watch=watch)[:2]

    finding = judge(several, REPEAT, Terse(total=total), Standing(), (), supplied=False).finding
    assert finding.outcome is Outcome.PASSED  # two trials, two answers
    finding = judge(several, REFERENCE, Terse(total=total), Standing(), (), supplied=False).finding
    assert (finding.outcome, finding.student.key) == (Outcome.CRASHED, "ended")


@pytest.mark.parametrize(
    ("check", "name"),
    [(SERIES, "agreement.ratio_of"), (REPEAT, "agreement._identical"), (REFERENCE, "agreement.disagreement")],
    ids=lambda each: getattr(each, "name", each),
)
def test_a_fault_of_ours_costs_one_check(several, monkeypatch, check, name) -> None:
    """An error within a judge breaks the check that it judges, with its traceback for the staff, and no other."""

    def wrong(x, t):
        return total(x, t) if check is REPEAT else 0.0

    monkeypatch.setattr(f"autograder.judgement.{name}", lambda *_: 1 / 0)
    found = judge(several, check, Process(total=wrong), Standing(), (), supplied=False)
    assert (found.finding.outcome, found.finding.student.key) == (Outcome.BROKEN, "broken")
    assert "ZeroDivisionError" in found.finding.staff.values["text"]
    assert found.answers is None
