"""The first sheet's eleven exercises: what each is worth, what it is tried on and how it is judged."""

from assignments.a01_linear_regression import cases, variants
from assignments.a01_linear_regression.mutants import descent, objective
from autograder.spec import Assignment, Case, Equivalent, Exercise, GradientCheck, ReferenceCheck, Variant
from reference import linear_regression as lr

PREDICT = Exercise(
    function=lr.predict,
    points=5,
    cases=(
        Case("several examples", build=cases.model(5, 3, labels=False)),
        Case("one example", build=cases.model(1, 3, labels=False)),
        Case("one feature: y_hat = w x", build=cases.model(4, 1, labels=False)),
        Case("square X", build=cases.model(3, 3, labels=False)),
        Case("a column of ones", build=cases.model(5, 3, constant=True, labels=False)),
        Case("more features than examples", build=cases.model(2, 4, labels=False)),
        Case("integers", build=cases.model(4, 2, integers=True, labels=False)),
        Case("X of integers", build=cases.model(4, 2, counts=True, labels=False)),
    ),
    checks=(ReferenceCheck(),),
    mutants=objective.PREDICT,
    variants=(
        Variant("loops", variants.predict_by_loops),
        Variant("column", variants.predict_as_column),
        Variant("matrices", variants.predict_with_matrices),
    ),
)

MEAN_SQUARED_ERROR = Exercise(
    function=lr.mean_squared_error,
    points=6,
    cases=(
        Case("several examples", build=cases.model(5, 3)),
        Case("one example", build=cases.model(1, 3)),
        Case("one feature", build=cases.model(4, 1)),
        Case("square X", build=cases.model(3, 3)),
        Case("large labels", build=cases.model(6, 2, constant=True, unit=100)),
        Case("integers", build=cases.model(4, 2, integers=True)),
        Case("exact fit", build=cases.model(4, 2, exact=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=objective.MEAN_SQUARED_ERROR,
    variants=(
        Variant("loop", variants.mean_squared_error_by_loop),
        Variant("norm", variants.mean_squared_error_by_norm),
        Variant("columns", variants.mean_squared_error_with_columns),
    ),
    uses=(lr.predict,),
)

MEAN_SQUARED_ERROR_GRADIENT = Exercise(
    function=lr.mean_squared_error_gradient,
    points=12,
    cases=(
        Case("several examples", build=cases.model(5, 3)),
        Case("one example", build=cases.model(1, 3)),
        Case("one feature", build=cases.model(4, 1)),
        Case("square X", build=cases.model(3, 3)),
        Case("a column of ones", build=cases.model(5, 3, constant=True)),
        Case("more features than examples", build=cases.model(2, 4)),
        Case("large labels", build=cases.model(6, 2, unit=100)),
        Case("integers", build=cases.model(4, 2, integers=True)),
    ),
    checks=(GradientCheck(of=lr.mean_squared_error), ReferenceCheck()),
    mutants=objective.MEAN_SQUARED_ERROR_GRADIENT,
    variants=(
        Variant("loops", variants.gradient_by_loops),
        Variant("einsum", variants.gradient_by_einsum),
        Variant("multiplied-out", variants.gradient_multiplied_out),
    ),
    uses=(lr.predict,),
)

RANDOM_GUESSING = Exercise(
    function=lr.random_guessing,
    points=8,
    cases=(
        Case("best guess between the others", build=cases.guesses(4, 2, 5, best=2)),
        Case("best guess first", build=cases.guesses(4, 2, 4, best=0)),
        Case("best guess last", build=cases.guesses(3, 3, 4, best=3)),
        Case("one guess", build=cases.guesses(4, 2, 1, best=0)),
        Case("one feature", build=cases.guesses(4, 1, 5, best=3)),
        Case("two equally good guesses", build=cases.tied_guesses),
        Case("large losses", build=cases.guesses(4, 2, 4, best=1, unit=100)),
        Case("integers", build=cases.guesses(4, 2, 4, best=1, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=objective.RANDOM_GUESSING,
    variants=(
        Variant("comparison", variants.guessing_by_comparison),
        Variant("sorting", variants.guessing_by_sorting),
        Variant("all-at-once", variants.guessing_all_at_once),
    ),
    uses=(lr.mean_squared_error,),
)

GRADIENT_DESCENT = Exercise(
    function=lr.gradient_descent,
    points=14,
    cases=(
        Case(
            "stops by the tolerance",
            build=cases.descent(5, 2, on="gradient", tolerance=0.1, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "stops by max_steps",
            build=cases.descent(5, 3, on="gradient", tolerance=0.0, max_steps=6, made=range(6, 7)),
        ),
        Case(
            "converged before the first step",
            build=cases.descent(4, 2, on="gradient", tolerance=2.0, max_steps=20, made=range(1), near=True),
        ),
        Case(
            "no steps allowed",
            build=cases.descent(4, 2, on="gradient", tolerance=0.1, max_steps=0, made=range(1)),
        ),
        Case(
            "rate too big",
            build=cases.descent(4, 2, on="gradient", fraction=1.4, tolerance=0.1, max_steps=5, made=range(5, 6)),
        ),
        Case(
            "one feature",
            build=cases.descent(4, 1, on="gradient", fraction=0.2, tolerance=0.1, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "one example",
            build=cases.descent(1, 2, on="gradient", fraction=0.2, tolerance=0.1, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "integers",
            build=cases.descent(4, 2, on="gradient", tolerance=0.1, max_steps=60, made=range(4, 50), integers=True),
        ),
        Case("at the minimum, tolerance 0", build=cases.descent_at_minimum),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=descent.GRADIENT_DESCENT,
    variants=(
        Variant("while-loop", variants.descent_by_while),
        Variant("recursion", variants.descent_by_recursion),
        Variant("plain-python", variants.descent_in_plain_python),
    ),
    uses=(lr.mean_squared_error_gradient,),
)

GRADIENT_DESCENT_ON_OBJECTIVE = Exercise(
    function=lr.gradient_descent_on_objective,
    points=12,
    cases=(
        Case(
            "stops by the tolerance",
            build=cases.descent(5, 2, on="objective", tolerance=0.01, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "stops by max_steps",
            build=cases.descent(5, 3, on="objective", tolerance=0.0, max_steps=4, made=range(4, 5)),
        ),
        Case(
            "converged at the first step",
            build=cases.descent(4, 2, on="objective", tolerance=0.5, max_steps=20, made=range(1, 2), near=True),
        ),
        Case(
            "no steps allowed",
            build=cases.descent(4, 2, on="objective", tolerance=0.1, max_steps=0, made=range(1)),
        ),
        Case(
            "rate too big: J rises",
            build=cases.descent(4, 2, on="objective", fraction=1.4, tolerance=0.1, max_steps=5, made=range(5, 6)),
        ),
        Case(
            "one feature",
            build=cases.descent(4, 1, on="objective", fraction=0.2, tolerance=0.01, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "one example",
            build=cases.descent(1, 2, on="objective", fraction=0.2, tolerance=0.01, max_steps=60, made=range(4, 50)),
        ),
        Case(
            "integers",
            build=cases.descent(4, 2, on="objective", tolerance=0.01, max_steps=60, made=range(4, 50), integers=True),
        ),
        Case("at the minimum, tolerance 0", build=cases.descent_at_minimum),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=descent.GRADIENT_DESCENT_ON_OBJECTIVE,
    variants=(
        Variant("while-loop", variants.objective_descent_by_while),
        Variant("history", variants.objective_descent_with_history),
        Variant("recursion", variants.objective_descent_by_recursion),
    ),
    uses=(lr.mean_squared_error, lr.mean_squared_error_gradient),
)

GRADIENT_DESCENT_BEST = Exercise(
    function=lr.gradient_descent_best,
    points=9,
    cases=(
        Case("J falls all the way", build=cases.walk(5, 2, steps=6)),
        Case("J rises from the start", build=cases.walk(4, 2, steps=5, fraction=1.4, best="first")),
        Case("J falls, then rises", build=cases.walk(4, 2, steps=7, fraction=1.15, best="between")),
        Case("no steps", build=cases.walk(4, 2, steps=0)),
        Case("one feature", build=cases.walk(4, 1, steps=5, fraction=0.2)),
        Case("starts at the minimum", build=cases.walk_at_minimum),
        Case("J stays the same", build=cases.walk_to_and_fro),
        Case("integers", build=cases.walk(4, 2, steps=5, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=descent.GRADIENT_DESCENT_BEST,
    variants=(
        Variant("argmin", variants.best_by_argmin),
        Variant("sorted-pairs", variants.best_by_sorted_pairs),
        Variant("recursion", variants.best_by_recursion),
    ),
    uses=(lr.mean_squared_error, lr.mean_squared_error_gradient),
)

DESCENT_PATH = Exercise(
    function=lr.descent_path,
    points=8,
    cases=(
        Case("several steps", build=cases.walk(5, 2, steps=6)),
        Case("one step", build=cases.walk(4, 3, steps=1)),
        Case("no steps", build=cases.walk(4, 2, steps=0)),
        Case("one feature", build=cases.walk(4, 1, steps=5, fraction=0.2)),
        Case("one example", build=cases.walk(1, 2, steps=4)),
        Case("square X, as many points as features", build=cases.walk(3, 3, steps=2)),
        Case("rate too big", build=cases.walk(4, 2, steps=5, fraction=1.4, best="first")),
        Case("integers", build=cases.walk(4, 2, steps=4, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=descent.DESCENT_PATH,
    variants=(
        Variant("list", variants.path_by_list),
        Variant("stacking", variants.path_by_stacking),
        Variant("closed-form", variants.path_in_closed_form),
    ),
    uses=(lr.mean_squared_error_gradient,),
)

NEGATIVE_GRADIENT_FIELD = Exercise(
    function=lr.negative_gradient_field,
    points=8,
    cases=(
        Case("a tall mesh", build=cases.mesh(4, 3)),
        Case("a wide mesh", build=cases.mesh(2, 5)),
        Case("a square mesh", build=cases.mesh(3, 3, n=4)),
        Case("one row", build=cases.mesh(1, 4)),
        Case("one point", build=cases.mesh(1, 1)),
        Case("one example", build=cases.mesh(3, 2, n=1)),
        Case("integers", build=cases.mesh(3, 4, n=5, integers=True)),
        Case("theta_1 down the columns: indexing='ij'", build=cases.mesh(3, 2, turned=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=objective.NEGATIVE_GRADIENT_FIELD,
    variants=(
        Variant("two-loops", variants.field_by_two_loops),
        Variant("broadcasting", variants.field_by_broadcasting),
        Variant("raveling", variants.field_by_raveling),
    ),
    uses=(lr.mean_squared_error_gradient,),
)

LARGEST_STABLE_LEARNING_RATE = Exercise(
    function=lr.largest_stable_learning_rate,
    points=8,
    cases=(
        Case("several examples", build=cases.features(5, 3)),
        Case("one feature", build=cases.features(4, 1)),
        Case("one example", build=cases.features(1, 3)),
        Case("square X", build=cases.features(3, 3)),
        Case("fewer examples than features", build=cases.features(2, 4)),
        Case("a column of ones", build=cases.features(6, 2, constant=True)),
        Case("large features", build=cases.features(5, 2, unit=100)),
        Case("integers", build=cases.features(4, 2, integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=objective.LARGEST_STABLE_LEARNING_RATE,
    variants=(
        Variant("singular-value", variants.stable_rate_by_singular_value),
        Variant("power-iteration", variants.stable_rate_by_power_iteration),
        Variant("eigenvalues", variants.stable_rate_by_eigenvalues),
    ),
    equivalents=(Equivalent("X.T @ X -> X @ X.T", "Both have the same eigenvalues, but for noughts."),),
)

STOCHASTIC_GRADIENT_DESCENT = Exercise(
    function=lr.stochastic_gradient_descent,
    points=10,
    cases=(
        Case("every example once", build=cases.visits(5, 2)),
        Case("every example twice", build=cases.visits(3, 2, order="twice")),
        Case("from the last to the first", build=cases.visits(4, 3, order="backwards")),
        Case("one example again and again", build=cases.visits(4, 2, order="one")),
        Case("some examples never", build=cases.visits(6, 2, order="some")),
        Case("no example", build=cases.visits(3, 2, order="none")),
        Case("one feature", build=cases.visits(4, 1)),
        Case("integers", build=cases.visits(4, 2, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=descent.STOCHASTIC_GRADIENT_DESCENT,
    variants=(
        Variant("rows", variants.stochastic_by_rows),
        Variant("columns", variants.stochastic_with_columns),
        Variant("zip", variants.stochastic_by_zip),
    ),
    uses=(lr.mean_squared_error_gradient,),
    equivalents=(Equivalent("X[i] @ theta -> theta @ X[i]", "An inner product is symmetric."),),
)

ASSIGNMENT = Assignment(
    title="Linear regression",
    exercises=(
        PREDICT,
        MEAN_SQUARED_ERROR,
        MEAN_SQUARED_ERROR_GRADIENT,
        RANDOM_GUESSING,
        GRADIENT_DESCENT,
        GRADIENT_DESCENT_ON_OBJECTIVE,
        GRADIENT_DESCENT_BEST,
        DESCENT_PATH,
        NEGATIVE_GRADIENT_FIELD,
        LARGEST_STABLE_LEARNING_RATE,
        STOCHASTIC_GRADIENT_DESCENT,
    ),
    data=("data/diabetes.csv",),
)
