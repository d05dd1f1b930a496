"""The first sheet as its students and its staff meet it, in the real pipeline."""

from __future__ import annotations

import pytest

from autograder.records import Outcome
from autograder.spec.course import Course, load
from autograder.spec.cut import mutated, varied
from tests.conftest import CHECKOUT

SHEET = load(Course(CHECKOUT), "a01")
WORTH = {exercise.name: exercise.points for exercise in SHEET.exercises}
# A few of each: `secant check` tries all of them, in the same run of CI.
MUTANTS = [(exercise, mutant) for exercise in SHEET.exercises for mutant in exercise.mutants[:2]]
VARIANTS = [(exercise, variant) for exercise in SHEET.exercises for variant in exercise.variants[:1]]


def score_of(result, name):
    return next(score for score in result.scores if score.exercise == name)


def names(pairs):
    return [f"{exercise.name}-{record.name}" for exercise, record in pairs]


def test_the_sheet_has_the_lectures_eleven_functions():
    """The sheet asks for the eleven functions of its module, for 100 points, each with at least three mutants."""
    assert list(WORTH) == [
        "predict",
        "mean_squared_error",
        "mean_squared_error_gradient",
        "random_guessing",
        "gradient_descent",
        "gradient_descent_on_objective",
        "gradient_descent_best",
        "descent_path",
        "negative_gradient_field",
        "largest_stable_learning_rate",
        "stochastic_gradient_descent",
    ]
    assert SHEET.points == 100
    assert all(len(exercise.mutants) >= 3 and len(exercise.cases) >= 6 for exercise in SHEET.exercises)


def test_the_solution_gets_full_marks(grader, hand_in, points):
    """The reference itself gets every point, with its own functions, and no cell of it fails."""
    result = grader.grade(hand_in())
    assert points(result) == WORTH
    assert not result.troubles
    assert not any(score.supplied for score in result.scores)


def test_the_skeleton_gets_nothing(grader, hand_in):
    """The untouched notebook gets no point, and every exercise is said to be unwritten."""
    result = grader.grade(hand_in(start="skeleton"))
    assert result.points == 0
    keys = {mark.finding.student.key for score in result.scores for mark in score.marks}
    assert keys == {"unwritten"}


@pytest.mark.parametrize(("exercise", "mutant"), MUTANTS, ids=names(MUTANTS))
def test_a_mutant_loses_its_own_exercise_and_no_other_and_is_named(grader, hand_in, points, exercise, mutant):
    """A known mistake loses points in its exercise and is named, by its name alone; every other exercise is full."""
    result = grader.grade(hand_in({exercise.name: mutated(exercise, mutant)}))
    earned = points(result)
    assert earned.pop(exercise.name) < exercise.points
    assert earned == {name: worth for name, worth in WORTH.items() if name != exercise.name}
    assert {mark.finding.misconception for mark in score_of(result, exercise.name).marks} == {mutant.name}


@pytest.mark.parametrize(("exercise", "variant"), VARIANTS, ids=names(VARIANTS))
def test_a_right_answer_written_otherwise_gets_full_marks(grader, hand_in, points, exercise, variant):
    """A right answer that is written in another way gets every point, and costs the exercises that use it nothing."""
    assert points(grader.grade(hand_in({exercise.name: varied(exercise, variant)}))) == WORTH


def test_a_wrong_early_exercise_costs_the_later_ones_nothing_and_is_named(grader, hand_in, points):
    """A wrong predict costs its own points; what builds on it keeps its marks, and says with what it was judged."""
    wrong = "def predict(theta, X):\n    return 2 * (X @ theta)\n"
    result = grader.grade(hand_in({"predict": wrong}))
    assert points(result) == WORTH | {"predict": 0}
    judged_with = {score.exercise: score.supplied for score in result.scores}
    assert judged_with["mean_squared_error"] == ("predict",)
    assert "predict" in judged_with["gradient_descent_on_objective"]
    assert judged_with["largest_stable_learning_rate"] == ()


HYGIENE = {
    "changed": (
        "stochastic_gradient_descent",
        (
            "def stochastic_gradient_descent(X, y, theta0, learning_rate, order):\n"
            "    theta = theta0.astype(float, copy=False)\n"
            "    for i in order:\n"
            "        theta += 2 * learning_rate * (y[i] - X[i] @ theta) * X[i]\n"
            "    return theta.copy()\n"
        ),
    ),
    "shared": (
        "random_guessing",
        (
            "def random_guessing(X, y, candidates):\n"
            "    J = [mean_squared_error(theta, X, y) for theta in candidates]\n"
            "    return candidates[int(np.argmin(J))], min(J)\n"
        ),
    ),
}


@pytest.mark.parametrize("fact", HYGIENE)
def test_right_numbers_with_a_side_effect_are_not_right(grader, hand_in, fact):
    """Right numbers lose the check's points where an argument was changed, or a promised copy is a view."""
    name, source = HYGIENE[fact]
    result = grader.grade(hand_in({name: source}))
    (mark,) = score_of(result, name).marks
    assert (mark.finding.student.key, mark.points) == (f"arguments-{fact}", 0)


FOLLOWED = {
    "half": ("0.5 * np.mean((y - X @ theta) ** 2)", "-X.T @ (y - X @ theta) / len(y)"),
    "sum": ("np.sum((y - X @ theta) ** 2)", "-2 * X.T @ (y - X @ theta)"),
}


@pytest.mark.parametrize(("loss", "gradient"), FOLLOWED.values(), ids=FOLLOWED)
def test_the_right_derivation_of_a_known_wrong_loss_counts(grader, hand_in, points, loss, gradient):
    """Half of a wrong loss's gradient is earned: the derivation is right, the result is not the lecture's."""
    sources = {
        "mean_squared_error": f"def mean_squared_error(theta, X, y):\n    return {loss}\n",
        "mean_squared_error_gradient": f"def mean_squared_error_gradient(theta, X, y):\n    return {gradient}\n",
    }
    result = grader.grade(hand_in(sources))
    earned = points(result)
    assert earned["mean_squared_error"] == 0
    assert earned["mean_squared_error_gradient"] == WORTH["mean_squared_error_gradient"] / 2
    keys = [mark.finding.student.key for mark in score_of(result, "mean_squared_error_gradient").marks]
    assert keys == ["passed-own-loss", "differs"]


def test_a_constant_factor_is_told(grader, hand_in):
    """An answer that is everywhere half of the right one says so."""
    result = grader.grade(hand_in({"predict": "def predict(theta, X):\n    return 0.5 * (X @ theta)\n"}))
    (mark,) = score_of(result, "predict").marks
    assert [(hint.key, hint.values) for hint in mark.finding.hints] == [("ratio", {"ratio": "1/2"})]


def test_a_gradient_of_a_made_up_loss_earns_nothing(grader, hand_in, points):
    """A sum with a gradient of ones is consistent, and neither of the two gets a point."""
    sources = {
        "mean_squared_error": "def mean_squared_error(theta, X, y):\n    return theta.sum()\n",
        "mean_squared_error_gradient": "def mean_squared_error_gradient(theta, X, y):\n    return 0 * theta + 1\n",
    }
    earned = points(grader.grade(hand_in(sources)))
    assert earned["mean_squared_error"] == earned["mean_squared_error_gradient"] == 0
    assert earned["gradient_descent"] == WORTH["gradient_descent"]


def test_the_gradient_is_caught_by_differences_alone(grader, hand_in):
    """A gradient that is off in one entry by a hundred-thousandth of it fails both of its checks."""
    slip = (
        "def mean_squared_error_gradient(theta, X, y):\n"
        "    gradient = -2 * X.T @ (y - X @ theta) / len(y)\n"
        "    gradient[0] *= 1 + 1e-5\n"
        "    return gradient\n"
    )
    result = grader.grade(hand_in({"mean_squared_error_gradient": slip}))
    score = score_of(result, "mean_squared_error_gradient")
    assert [mark.finding.outcome for mark in score.marks] == [Outcome.FAILED, Outcome.FAILED]
