"""The order of a submission's way, and with which earlier functions an exercise is judged."""

from __future__ import annotations

import pytest

from autograder.pipeline import Sitting

STEEP = """\
def mean_squared_error_gradient(theta, X, y):
    return 7 * X.T @ (predict(theta, X) - y) / len(y)
"""


@pytest.fixture
def attempts(monkeypatch, grader, hand_in):
    """Grade the first sheet's solution with other functions in it; return an exercise's points and its attempts."""

    def attempts_at(name, sources):
        noted = []

        def attempt(sitting, task, supplied, plain=Sitting._attempt):
            if task.exercise.name == name:
                noted.append({*supplied})
            return plain(sitting, task, supplied)

        with monkeypatch.context() as patch:
            patch.setattr(Sitting, "_attempt", attempt)
            result = grader.grade(hand_in(sources))
        (score,) = (each for each in result.scores if each.exercise == name)
        return score, noted

    return attempts_at


def test_what_is_right_is_judged_once_with_the_students_own_functions(attempts):
    """A right exercise on right functions is asked with them alone."""
    score, noted = attempts("gradient_descent", {})
    assert score.is_full
    assert noted == [set()]


def test_right_functions_that_do_not_fit_are_no_mistake(attempts):
    """A column where the next function wants a vector gives the numbers of a known mistake, and is none."""
    column = "def predict(theta, X):\n    return (X @ theta)[:, None]\n"
    score, noted = attempts("mean_squared_error", {"predict": column})
    assert score.is_full
    assert noted == [set(), {"predict"}]


def test_an_unwritten_exercise_on_right_functions_is_judged_once(attempts):
    """What raises NotImplementedError with right functions is unwritten itself."""
    unwritten = "def descent_path(X, y, theta0, learning_rate, steps):\n    raise NotImplementedError\n"
    score, noted = attempts("descent_path", {"descent_path": unwritten})
    assert not score.points
    assert noted == [set()]


def test_only_what_is_wrong_is_put_in(attempts):
    """The student's right functions stay: a call of a correct one crosses the boundary."""
    score, noted = attempts("gradient_descent_best", {"mean_squared_error_gradient": STEEP})
    assert score.is_full
    assert score.supplied == ("mean_squared_error_gradient",)
    assert noted == [set(), {"mean_squared_error_gradient"}]


def test_all_are_put_in_where_a_right_one_has_a_form_of_its_own(attempts):
    """A gradient as a list has the right numbers, and descent that multiplies it needs an array."""
    listed = STEEP.replace("7 *", "[*2 *").replace("len(y)", "len(y)]")
    score, noted = attempts("descent_path", {"mean_squared_error_gradient": listed})
    assert score.is_full
    assert not noted[0]
    assert noted[1] > {"mean_squared_error_gradient"}
    assert len(noted) == 2


def test_all_are_put_in_where_one_is_wrong_and_another_has_a_form_of_its_own(attempts):
    """First the wrong one alone, then all; the points are those of the attempt that was right."""
    listed = "def mean_squared_error(theta, X, y):\n    return [np.mean((y - predict(theta, X)) ** 2)]\n"
    sources = {"mean_squared_error": listed, "mean_squared_error_gradient": STEEP}
    score, noted = attempts("gradient_descent_on_objective", sources)
    assert score.is_full
    assert noted[:2] == [set(), {"mean_squared_error_gradient"}]
    assert len(noted) == 3
    assert {"mean_squared_error", "mean_squared_error_gradient"} <= noted[2]
