"""The sixth sheet's three exercises: a network built by hand, its weights, and how near it comes."""

from assignments.a06_approximation import cases, mutants, questions, variants
from autograder.spec import Assignment, Case, Exercise, ReferenceCheck, Variant
from reference import activations
from reference import approximation as ap

STEP_NETWORK = Exercise(
    function=ap.step_network,
    points=40,
    cases=(
        Case("four knots", build=cases.staircase(4, 5)),
        Case("two knots: one step", build=cases.staircase(2, 4)),
        Case("one knot: no step", build=cases.staircase(1, 3)),
        Case("one place", build=cases.staircase(3, 1)),
        Case("as many places as steps", build=cases.staircase(4, 3)),
        Case("falling values", build=cases.staircase(4, 4, falling=True)),
        Case("evenly spaced knots", build=cases.staircase(4, 5, even=True)),
        Case("integers", build=cases.staircase(4, 5, integers=True)),
        Case("x of integers", build=cases.staircase(3, 4, counts=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=mutants.STEP_NETWORK,
    variants=(
        Variant("two-loops", variants.network_by_two_loops),
        Variant("step-by-step", variants.network_step_by_step),
        Variant("hyperbolic-tangents", variants.network_by_hyperbolic_tangents),
    ),
    uses=(activations.sigmoid,),
)

STEP_NETWORK_WEIGHTS = Exercise(
    function=ap.step_network_weights,
    points=35,
    cases=(
        Case("four knots", build=cases.weights(4)),
        Case("two knots: one hidden unit", build=cases.weights(2)),
        Case("one knot: no hidden unit", build=cases.weights(1)),
        Case("falling values", build=cases.weights(4, falling=True)),
        Case("integers", build=cases.weights(4, integers=True)),
        Case("knots of integers", build=cases.weights(3, counts=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=mutants.STEP_NETWORK_WEIGHTS,
    variants=(
        Variant("lists", variants.weights_in_lists),
        Variant("ones", variants.weights_by_ones),
        Variant("comprehension", variants.weights_by_comprehension),
    ),
)

APPROXIMATION_ERROR = Exercise(
    function=ap.approximation_error,
    points=25,
    cases=(
        Case("a wave", build=cases.curve("wave", 4, 6)),
        Case("a bowl", build=cases.curve("bowl", 4, 5)),
        Case("the network lies above", build=cases.curve("bump", 3, 5, below=True)),
        Case("one knot", build=cases.curve("wave", 1, 4)),
        Case("one place", build=cases.curve("line", 3, 1)),
        Case("two knots", build=cases.curve("bump", 2, 4)),
        Case("integers", build=cases.curve("bowl", 3, 4, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=mutants.APPROXIMATION_ERROR,
    variants=(
        Variant("loop", variants.error_by_loop),
        Variant("weights", variants.error_by_weights),
        Variant("infinity-norm", variants.error_by_infinity_norm),
    ),
    uses=(activations.sigmoid, ap.step_network, ap.step_network_weights),
)

ASSIGNMENT = Assignment(
    title="Universal approximation",
    exercises=(STEP_NETWORK, STEP_NETWORK_WEIGHTS, APPROXIMATION_ERROR),
    questions=questions.QUESTIONS,
)
