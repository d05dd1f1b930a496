"""The fifth sheet's four exercises: what each is worth, what it is tried on and how it is judged."""

from assignments.a05_second_order import cases, questions, variants
from assignments.a05_second_order.equivalents import INNER_PRODUCT, LINE_SEARCHES, SYMMETRIC
from assignments.a05_second_order.mutants import minimisers, updates
from assignments.a05_second_order.surfaces import funnel, ravine, trough, valley
from autograder.spec import Assignment, Case, ConvergenceCheck, Equivalent, Exercise, ReferenceCheck, Variant
from reference import quasi_newton as qn

BFGS_UPDATE = Exercise(
    function=qn.bfgs_update,
    points=20,
    cases=(
        Case("three parameters", build=cases.update(3)),
        Case("two parameters", build=cases.update(2)),
        Case("one parameter", build=cases.update(1)),
        Case("five parameters", build=cases.update(5)),
        Case("the first update: H is the identity", build=cases.update(3, H="identity")),
        Case("nothing new: H y is s already", build=cases.update(2, H="right")),
        Case("integers", build=cases.update(3, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=updates.BFGS_UPDATE,
    variants=(
        Variant("multiplied-out", variants.update_multiplied_out),
        Variant("columns", variants.update_with_columns),
        Variant("loops", variants.update_by_loops),
        Variant("through-the-hessian", variants.update_through_the_hessian),
    ),
    equivalents=(Equivalent("y @ s -> s @ y", INNER_PRODUCT),),
)

LBFGS_DIRECTION = Exercise(
    function=qn.lbfgs_direction,
    points=30,
    cases=(
        Case("three pairs", build=cases.direction(3, 4)),
        Case("no pair yet", build=cases.direction(0, 3)),
        Case("one pair", build=cases.direction(1, 3)),
        Case("as many pairs as parameters", build=cases.direction(3, 3)),
        Case("more pairs than parameters", build=cases.direction(4, 2)),
        Case("one parameter", build=cases.direction(2, 1)),
        Case("the gradient is the newest y", build=cases.direction(3, 3, newest=True)),
        Case("integers", build=cases.direction(2, 3, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=updates.LBFGS_DIRECTION,
    variants=(
        Variant("with-the-matrix", variants.direction_with_the_matrix),
        Variant("recursion", variants.direction_by_recursion),
        Variant("stack", variants.direction_with_lists),
    ),
    uses=(qn.bfgs_update,),
    equivalents=(
        Equivalent("Y[i] @ S[i] -> S[i] @ Y[i]", INNER_PRODUCT),
        Equivalent("S[i] @ q -> q @ S[i]", INNER_PRODUCT),
        Equivalent("S[-1] @ Y[-1] -> Y[-1] @ S[-1]", INNER_PRODUCT),
        Equivalent("Y[i] @ r -> r @ Y[i]", INNER_PRODUCT),
    ),
)

BFGS = Exercise(
    function=qn.bfgs,
    points=25,
    cases=(
        Case("a ravine, turned", build=cases.minimisation(ravine(2, 100))),
        Case("a narrow ravine", build=cases.minimisation(ravine(3, 10_000))),
        Case("Rosenbrock's valley, turned and moved", build=cases.minimisation(valley, least=15)),
        Case("no quadratic", build=cases.minimisation(trough(3, 100), rival="whole steps")),
        Case("curved the wrong way at the start", build=cases.minimisation(funnel(2, 30), rival="no guard")),
        Case("one parameter", build=cases.minimisation(trough(1, 1), rival="whole steps")),
        Case("integers", build=cases.minimisation(ravine(2, 100), integers=True)),
        Case("one step is enough", build=cases.one_step_away()),
        Case("one step is allowed", build=cases.minimisation(valley, allowed="one")),
        Case("no step is allowed", build=cases.minimisation(ravine(2, 100), allowed="none")),
        Case("the first gradient is as large as the tolerance", build=cases.at_the_tolerance()),
    ),
    checks=(ConvergenceCheck(points=1),),
    mutants=minimisers.BFGS,
    variants=(
        Variant("golden-section", variants.bfgs_with_golden_section),
        Variant("wolfe", variants.bfgs_with_wolfe),
        Variant("hessian-itself", variants.bfgs_with_the_hessian),
        Variant("tenths", variants.bfgs_in_tenths),
    ),
    uses=(qn.bfgs_update,),
    equivalents=(Equivalent("-H @ g -> g @ -H", SYMMETRIC), *LINE_SEARCHES),
)

LBFGS = Exercise(
    function=qn.lbfgs,
    points=25,
    cases=(
        Case("a ravine, turned", build=cases.minimisation(ravine(3, 100), memory=5)),
        Case("a narrow ravine", build=cases.minimisation(ravine(4, 1000), memory=5)),
        Case(
            "Rosenbrock's valley, turned and moved",
            build=cases.minimisation(valley, memory=5, least=20),
        ),
        Case("no quadratic", build=cases.minimisation(trough(3, 100), memory=3, rival="whole steps")),
        Case("curved the wrong way at the start", build=cases.minimisation(funnel(3, 30), memory=3, rival="no guard")),
        Case("memory for one pair", build=cases.minimisation(ravine(2, 50), memory=1, rival="descent")),
        Case("one parameter", build=cases.minimisation(trough(1, 1), memory=3, rival="whole steps")),
        Case("integers", build=cases.minimisation(ravine(2, 100), memory=5, integers=True)),
        Case("one step is enough", build=cases.one_step_away(memory=3)),
        Case("one step is allowed", build=cases.minimisation(valley, memory=5, allowed="one")),
        Case("no step is allowed", build=cases.minimisation(ravine(3, 100), memory=2, allowed="none")),
        Case("the first gradient is as large as the tolerance", build=cases.at_the_tolerance(memory=3)),
    ),
    checks=(ConvergenceCheck(points=1),),
    mutants=minimisers.LBFGS,
    variants=(
        Variant("deque", variants.lbfgs_with_a_deque),
        Variant("wolfe", variants.lbfgs_with_wolfe),
        Variant("updates", variants.lbfgs_with_bfgs_updates),
    ),
    uses=(qn.bfgs_update, qn.lbfgs_direction),
    equivalents=LINE_SEARCHES,
)

ASSIGNMENT = Assignment(
    title="Second order",
    exercises=(BFGS_UPDATE, LBFGS_DIRECTION, BFGS, LBFGS),
    questions=questions.QUESTIONS,
)
