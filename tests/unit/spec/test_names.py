"""What a solution needs beside itself: the names of the student's notebook, and the exercises it builds on."""

from __future__ import annotations

import pytest

from autograder.spec import Case, Exercise, GradientCheck
from autograder.spec.faults import faults_of
from autograder.spec.names import builds_on

SHEET, TOPIC = "assignments/s1/exercises.py", "reference/topic.py"
GIVEN, HOLE = "    weights = np.full(x.shape, scale)\n", "    slope = scale * x\n"
UNUSED = (SHEET, "uses=(topic.half_square,)", "uses=()")
NO_LOSS = (SHEET, "(GradientCheck(of=topic.half_square), ReferenceCheck(points=1))", "(ReferenceCheck(),)")
CALL = (TOPIC, HOLE, "    slope = scale * x + 0 * half_square(x)\n")

# name: (changes as (file, old, new), the name that is missing)
MISSING = {
    "a helper in the hole": ([(TOPIC, HOLE, HOLE + "    helper(x)\n")], "helper"),
    "a constant in the given lines": ([(TOPIC, GIVEN, GIVEN + "    x = RATE * x\n")], "RATE"),
    "a default": (
        [(TOPIC, "def half_square(x: np.ndarray, scale: float = 2.0", "def half_square(x, scale=RATE")],
        "RATE",
    ),
    "a module": ([(TOPIC, HOLE, HOLE + "    math.sqrt(2)\n")], "math"),
    "in a function within": ([(TOPIC, HOLE, HOLE + "    def inner(y):\n        return helper(y)\n")], "helper"),
    "in a comprehension": ([(TOPIC, HOLE, HOLE + "    [helper(y) for y in x]\n")], "helper"),
    "in a lambda": ([(TOPIC, HOLE, HOLE + "    f = lambda y: helper(y)\n")], "helper"),
    "in a class": ([(TOPIC, HOLE, HOLE + "    class Inner:\n        y = helper\n")], "helper"),
    "an annotation of a function within": ([(TOPIC, HOLE, HOLE + "    def inner(y: Array): pass\n")], "Array"),
    "what figures have": ([(TOPIC, HOLE, HOLE + "    plt.plot(x)\n")], "plt"),
}


@pytest.mark.parametrize(("changes", "name"), MISSING.values(), ids=MISSING)
def test_a_notebook_has_every_name_of_a_solution(tiny, changes, name) -> None:
    """A global name that the student's notebook does not have is one fault of the exercise's record."""
    for change in changes:
        tiny.change(*change)
    tiny.change(TOPIC, "import numpy as np\n", "import numpy as np\nRATE = 2.0\n")
    (fault,) = faults_of(tiny.load())
    exercise = "half_square" if name == "RATE" else "half_square_gradient"
    record = "VALUE =" if name == "RATE" else "GRADIENT ="
    assert (fault.where.file, fault.where.line) == (str(tiny.root / SHEET), tiny.line(SHEET, record))
    assert fault.found == f"{exercise} uses {name!r}, which the student's notebook does not have"
    assert fault.remedy == "move it into the function, or make it an earlier exercise and use it"


THERE = {
    "an annotation of a parameter": "",
    "an annotation of a local": "    other: Array = x\n",
    "a builtin": "    print(len(x), __name__)\n",
    "an import of its own": "    import math\n    math.sqrt(2)\n",
    "a name of its own": "    def helper(y):\n        return y\n    [helper(y) for y in x]\n",
    "itself": "    if scale > 9:\n        return half_square_gradient(x)\n",
    "an exercise": "    half_square(x)\n",
    "a global of its own": "    global state\n    state = 1\n    state += 1\n",
    "a class of its own": "    class Inner:\n        y: int = 1\n        z = y\n",
    "an attribute": "    x.helper = x.shape\n",
}


@pytest.mark.parametrize("line", THERE.values(), ids=THERE)
def test_a_notebook_has_these_names(tiny, line) -> None:
    """Builtins, np, the sheet's functions and what a solution makes itself are names that a notebook has."""
    tiny.change(TOPIC, HOLE, line + HOLE)
    assert faults_of(tiny.load()) == ()


def test_what_is_called_is_named_in_uses(tiny) -> None:
    """A solution that calls an exercise above it, which neither its uses nor its losses name, is a fault."""
    for change in (CALL, UNUSED, NO_LOSS):
        tiny.change(*change)
    (fault,) = faults_of(tiny.load())
    assert (fault.where.file, fault.where.line) == (str(tiny.root / SHEET), tiny.line(SHEET, "GRADIENT ="))
    assert fault.found == "half_square_gradient calls half_square, but its uses do not name it"
    assert fault.remedy == "add it to uses"


@pytest.mark.parametrize("changes", [[CALL, UNUSED], [CALL, NO_LOSS]], ids=["by the loss", "by uses"])
def test_a_loss_and_what_is_used_may_be_called(tiny, changes) -> None:
    """What the losses or the uses of an exercise name may be called, directly or not."""
    for change in changes:
        tiny.change(*change)
    assert faults_of(tiny.load()) == ()


def test_what_is_used_may_be_called_by_way_of_another(tiny) -> None:
    """An exercise may call what only the exercise that it uses names in its own uses."""
    third = '\n\ndef third(x: np.ndarray, scale: float = 2.0) -> float:\n    """Compute."""\n    # BEGIN SOLUTION\n'
    third += "    return half_square(x) + half_square_gradient(x)\n    # END SOLUTION\n"
    topic = (tiny.root / TOPIC).read_text(encoding="utf-8")
    tiny.write(TOPIC, topic + third)
    record = "THIRD = Exercise(topic.third, 1, (Case('any', build=three),), (ReferenceCheck(),), "
    tiny.change(SHEET, "ASSIGNMENT =", record + "uses=(topic.half_square_gradient,))\nASSIGNMENT =")
    tiny.change(SHEET, "(VALUE, GRADIENT)", "(VALUE, GRADIENT, THIRD)")
    tiny.write(
        "assignments/s1/assignment.md", (tiny.folder / "assignment.md").read_text() + "<!-- exercise: third -->\n"
    )
    assert faults_of(tiny.load()) == ()


@pytest.mark.parametrize("uses", ["", "uses=(topic.half_square_gradient,),"], ids=["unsaid", "said"])
def test_what_stands_below_may_not_be_called(tiny, uses) -> None:
    """A solution that calls an exercise below it is one fault, whether its uses name it or not."""
    tiny.change(TOPIC, GIVEN, GIVEN + "    half_square_gradient(x)\n")
    tiny.change(SHEET, "points=2,", "points=2," + uses)
    (fault,) = faults_of(tiny.load())
    assert fault.where.line == tiny.line(SHEET, "VALUE =")
    assert fault.found == "half_square uses 'half_square_gradient', which is no earlier exercise"
    assert fault.remedy == "use the function of an exercise above it, or of an earlier sheet"


def test_a_name_in_uses_is_said_once(tiny) -> None:
    """Uses that hold a name instead of the function are one fault, though the function is called, too."""
    for change in (CALL, NO_LOSS, (*UNUSED[:2], "uses=('half_square',)")):
        tiny.change(*change)
    (fault,) = faults_of(tiny.load())
    assert fault.remedy == "give the function, not its name"


def chain():
    def first(x):
        return x

    def second(x):
        return x

    def third(x):
        return x

    def loss(x):
        return x

    def elsewhere(x):
        return x

    def exercise_of(function, checks=(), uses=()):
        return Exercise(function, 1, cases=(Case("any", build=tuple),), checks=checks, uses=uses)

    return [
        exercise_of(first),
        exercise_of(loss),
        exercise_of(second, uses=(first,)),
        exercise_of(third, uses=(second, elsewhere), checks=(GradientCheck(of=loss),)),
    ]


def test_what_an_exercise_builds_on() -> None:
    """An exercise builds on what it uses, what that uses, and the losses it derives: what is elsewhere first."""
    exercises = chain()
    names = [[*builds_on(exercises, exercise)] for exercise in exercises]
    assert names == [[], [], ["first"], ["elsewhere", "first", "loss", "second"]]
    assert builds_on(exercises, exercises[2]) == {"first": exercises[0].function}
