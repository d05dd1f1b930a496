"""The fourth sheet's eleven exercises: what each is worth, what it is tried on and how it is judged."""

from functools import partial

from assignments.a04_optimizers import cases, questions, variants
from assignments.a04_optimizers.mutants import adaptive as adaptive_mutants
from assignments.a04_optimizers.mutants import momentum as momentum_mutants
from assignments.a04_optimizers.mutants import schedules as schedule_mutants
from autograder.spec import Assignment, Case, Equivalent, Exercise, PathCheck, ReferenceCheck, SeriesCheck, Variant
from reference import adaptive, momentum, schedules
from reference import linear_regression as lr

INVERSE_SQUARE_ROOT = Exercise(
    function=schedules.inverse_square_root,
    points=4,
    cases=(
        Case("several updates", build=cases.schedule(updates=(6, 9))),
        Case("the first update", build=cases.schedule(updates=1)),
        Case("four updates", build=cases.schedule(updates=4)),
        Case("many updates", build=cases.schedule(updates=60)),
        Case("a large first rate", build=cases.schedule(updates=(6, 9), eta0=(2.0, 9.0))),
        Case("a tiny first rate", build=cases.schedule(updates=(6, 9), eta0=(0.001, 0.009))),
    ),
    checks=(SeriesCheck(over="t"),),
    mutants=schedule_mutants.INVERSE_SQUARE_ROOT,
    variants=(
        Variant("math", variants.inverse_square_root_by_math),
        Variant("power", variants.inverse_square_root_by_power),
        Variant("float32", variants.inverse_square_root_in_float32),
    ),
)

STEP_DECAY = Exercise(
    function=schedules.step_decay,
    points=6,
    cases=(
        Case("several periods", build=cases.schedule((0.6, 0.9), 3, updates=(10, 14))),
        Case("whole periods", build=cases.schedule((0.6, 0.9), 4, updates=12)),
        Case("within the first period", build=cases.schedule((0.6, 0.9), 9, updates=(5, 7))),
        Case("the first update", build=cases.schedule((0.6, 0.9), 4, updates=1)),
        Case("a period of one update", build=cases.schedule((0.6, 0.9), 1, updates=(5, 7))),
        Case("a small factor", build=cases.schedule((0.05, 0.2), 2, updates=(7, 9))),
        Case("factor 1", build=cases.schedule(1.0, 2, updates=(5, 7))),
    ),
    checks=(SeriesCheck(over="t"),),
    mutants=schedule_mutants.STEP_DECAY,
    variants=(
        Variant("loop", variants.step_decay_by_loop),
        Variant("recursion", variants.step_decay_by_recursion),
        Variant("ceil", variants.step_decay_by_ceil),
    ),
)

EXPONENTIAL_DECAY = Exercise(
    function=schedules.exponential_decay,
    points=4,
    cases=(
        Case("several updates", build=cases.schedule((0.1, 0.4), updates=(6, 9))),
        Case("the first update", build=cases.schedule((0.1, 0.4), updates=1)),
        Case("a fast decay", build=cases.schedule((1.2, 1.9), updates=(5, 7))),
        Case("a slow decay, many updates", build=cases.schedule((0.01, 0.03), updates=40)),
        Case("rate 1", build=cases.schedule(1.0, updates=(4, 6))),
        Case("rate 0", build=cases.schedule(0.0, updates=(4, 6))),
        Case("a large first rate", build=cases.schedule((0.1, 0.4), updates=(6, 9), eta0=(2.0, 9.0))),
    ),
    checks=(SeriesCheck(over="t"),),
    mutants=schedule_mutants.EXPONENTIAL_DECAY,
    variants=(
        Variant("math", variants.exponential_decay_by_math),
        Variant("loop", variants.exponential_decay_by_loop),
        Variant("logarithm", variants.exponential_decay_by_logarithm),
    ),
)

COSINE_ANNEALING = Exercise(
    function=schedules.cosine_annealing,
    points=6,
    cases=(
        Case("all updates", build=cases.annealing((6, 10))),
        Case("the first part of them", build=cases.annealing((10, 16), share=0.4)),
        Case("the first of many", build=cases.annealing((10, 20), share=0.0)),
        Case("two updates", build=cases.annealing(2)),
        Case("one update in all", build=cases.annealing(1)),
        Case("many updates", build=cases.annealing((40, 60))),
    ),
    checks=(SeriesCheck(over="t"),),
    mutants=schedule_mutants.COSINE_ANNEALING,
    variants=(
        Variant("math", variants.cosine_annealing_by_math),
        Variant("square", variants.cosine_annealing_by_square),
        Variant("all-rates", variants.cosine_annealing_of_all),
    ),
)

STOCHASTIC_GRADIENT_DESCENT_DECAYING = Exercise(
    function=lr.stochastic_gradient_descent_decaying,
    points=12,
    cases=(
        Case("every example once", build=cases.visits(5, 2)),
        Case("every example twice", build=cases.visits(3, 2, order="twice")),
        Case("from the last to the first", build=cases.visits(4, 3, order="backwards")),
        Case("one example again and again", build=cases.visits(4, 2, order="one", fraction=0.3)),
        Case("a single update", build=cases.visits(4, 2, order="first")),
        Case("some examples never", build=cases.visits(6, 2, order="some")),
        Case("no example", build=cases.visits(3, 2, order="none")),
        Case("one feature", build=cases.visits(4, 1)),
        Case("integers", build=cases.visits(4, 2, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=schedule_mutants.STOCHASTIC_GRADIENT_DESCENT_DECAYING,
    variants=(
        Variant("one-step-each", variants.decaying_by_one_step_each),
        Variant("columns", variants.decaying_with_columns),
        Variant("plain-python", variants.decaying_in_plain_python),
    ),
    uses=(lr.stochastic_gradient_descent, schedules.inverse_square_root),
    equivalents=(Equivalent("X[i] @ theta -> theta @ X[i]", "An inner product is symmetric."),),
)

_average = partial(cases.descent, momentum.momentum_average, learning_rate=(0.1, 0.25))

MOMENTUM_AVERAGE = Exercise(
    function=momentum.momentum_average,
    points=12,
    cases=(
        Case("several steps", build=_average(3, (0.2, 0.45), steps=5)),
        Case("a ravine", build=_average(2, (0.15, 0.4), steps=6, learning_rate=(0.03, 0.06), surface="ravine")),
        Case("one parameter", build=_average(1, (0.55, 0.85), steps=4)),
        Case("one step", build=_average(2, (0.2, 0.4), steps=1)),
        Case("no steps", build=_average(2, (0.2, 0.4), steps=0)),
        Case("w = 1", build=_average(2, 1.0, steps=4)),
        Case("no quadratic", build=_average(2, (0.2, 0.45), steps=6, learning_rate=(0.2, 0.5), surface="levels")),
        Case("theta0 of integers", build=_average(2, (0.2, 0.4), steps=4, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True), PathCheck(points=1)),
    mutants=momentum_mutants.MOMENTUM_AVERAGE,
    variants=(
        Variant("in-place", variants.momentum_average_in_place),
        Variant("heavy-ball", variants.momentum_average_by_heavy_ball),
        Variant("closed-form", variants.momentum_average_in_closed_form),
        Variant("recursion", variants.momentum_average_by_recursion),
    ),
)

_velocity = partial(cases.descent, momentum.momentum_velocity, learning_rate=(0.1, 0.25))

MOMENTUM_VELOCITY = Exercise(
    function=momentum.momentum_velocity,
    points=10,
    cases=(
        Case("several steps", build=_velocity(3, (0.6, 0.8), steps=5)),
        Case("a ravine, mu = 0.9", build=_velocity(2, 0.9, steps=6, learning_rate=(0.02, 0.05), surface="ravine")),
        Case("one parameter", build=_velocity(1, (0.2, 0.4), steps=4)),
        Case("one step", build=_velocity(2, (0.6, 0.8), steps=1)),
        Case("no steps", build=_velocity(2, (0.6, 0.8), steps=0)),
        Case("mu = 0", build=_velocity(2, 0.0, steps=4)),
        Case("no quadratic", build=_velocity(2, (0.6, 0.8), steps=6, learning_rate=(0.1, 0.3), surface="levels")),
        Case("theta0 of integers", build=_velocity(2, (0.6, 0.8), steps=4, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True), PathCheck(points=1)),
    mutants=momentum_mutants.MOMENTUM_VELOCITY,
    variants=(
        Variant("uphill-velocity", variants.momentum_velocity_uphill),
        Variant("rate-outside", variants.momentum_velocity_without_rate),
        Variant("by-average", variants.momentum_velocity_by_average),
    ),
    uses=(momentum.momentum_average,),
)

# The guard is all but invisible at its usual size, so that every method has cases where it can be seen.
_USUAL, _VISIBLE = 1e-8, (0.03, 0.1)

_adagrad = partial(cases.descent, adaptive.adagrad, learning_rate=(0.3, 0.8))

ADAGRAD = Exercise(
    function=adaptive.adagrad,
    points=10,
    cases=(
        Case("several steps", build=_adagrad(3, _USUAL, steps=5)),
        Case("a large epsilon", build=_adagrad(2, _VISIBLE, steps=5)),
        Case("steep and flat parameters", build=_adagrad(2, _USUAL, steps=5, surface="uneven")),
        Case("small gradients", build=_adagrad(2, _VISIBLE, steps=4, surface="flat")),
        Case("one parameter", build=_adagrad(1, _VISIBLE, steps=4)),
        Case("one step", build=_adagrad(2, _VISIBLE, steps=1)),
        Case("no steps", build=_adagrad(2, _USUAL, steps=0)),
        Case("no quadratic", build=_adagrad(2, _USUAL, steps=6, surface="levels")),
        Case("theta0 of integers", build=_adagrad(2, _USUAL, steps=4, integers=True)),
    ),
    checks=(
        ReferenceCheck(fresh=True, also=(variants.adagrad_inside,)),
        PathCheck(points=1, also=(variants.adagrad_inside,)),
    ),
    mutants=adaptive_mutants.ADAGRAD,
    variants=(
        Variant("history", variants.adagrad_with_history),
        Variant("plain-python", variants.adagrad_in_plain_python),
        Variant("epsilon-inside", variants.adagrad_inside),
    ),
)

_rmsprop = partial(cases.descent, adaptive.rmsprop, learning_rate=(0.1, 0.3))

RMSPROP = Exercise(
    function=adaptive.rmsprop,
    points=10,
    cases=(
        Case("several steps", build=_rmsprop(3, (0.6, 0.8), _USUAL, steps=5)),
        Case("rho = 0.9", build=_rmsprop(2, 0.9, _USUAL, steps=5, learning_rate=(0.05, 0.2))),
        Case("a large epsilon", build=_rmsprop(2, (0.6, 0.8), _VISIBLE, steps=5)),
        Case("steep and flat parameters", build=_rmsprop(2, (0.6, 0.8), _USUAL, steps=5, surface="uneven")),
        Case("small gradients", build=_rmsprop(2, (0.6, 0.8), _VISIBLE, steps=4, surface="flat")),
        Case("one parameter", build=_rmsprop(1, (0.6, 0.8), _VISIBLE, steps=4)),
        Case("one step", build=_rmsprop(2, (0.6, 0.8), _VISIBLE, steps=1)),
        Case("no steps", build=_rmsprop(2, (0.6, 0.8), _USUAL, steps=0)),
        Case("rho = 0", build=_rmsprop(2, 0.0, _VISIBLE, steps=4)),
        Case("no quadratic", build=_rmsprop(2, (0.6, 0.8), _USUAL, steps=6, surface="levels")),
        Case("theta0 of integers", build=_rmsprop(2, (0.6, 0.8), _USUAL, steps=4, integers=True)),
    ),
    checks=(
        ReferenceCheck(fresh=True, also=(variants.rmsprop_inside,)),
        PathCheck(points=1, also=(variants.rmsprop_inside,)),
    ),
    mutants=adaptive_mutants.RMSPROP,
    variants=(
        Variant("in-place", variants.rmsprop_in_place),
        Variant("recursion", variants.rmsprop_by_recursion),
        Variant("epsilon-inside", variants.rmsprop_inside),
    ),
)

_adadelta = partial(cases.descent, adaptive.adadelta)

ADADELTA = Exercise(
    function=adaptive.adadelta,
    points=12,
    cases=(
        # It never settles near a minimum, so that its runs are short and end far from it.
        Case("several steps", build=_adadelta(3, (0.6, 0.8), (0.01, 0.05), steps=4)),
        Case("rho = 0.95, epsilon = 1e-6", build=_adadelta(2, 0.95, 1e-6, steps=6)),
        Case("a large epsilon", build=_adadelta(2, (0.8, 0.9), (0.1, 0.3), steps=3)),
        Case("steep and flat parameters", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=4, surface="uneven")),
        Case("small gradients", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=4, surface="flat")),
        Case("one parameter", build=_adadelta(1, (0.6, 0.8), (0.01, 0.05), steps=3)),
        Case("one step", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=1)),
        Case("no steps", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=0)),
        Case("rho = 0", build=_adadelta(2, 0.0, (0.01, 0.03), steps=3)),
        Case("no quadratic", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=4, surface="levels")),
        Case("theta0 of integers", build=_adadelta(2, (0.6, 0.8), (0.01, 0.05), steps=3, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True), PathCheck(points=1)),
    mutants=adaptive_mutants.ADADELTA,
    variants=(
        Variant("one-root", variants.adadelta_under_one_root),
        Variant("epsilon-in-the-averages", variants.adadelta_with_epsilon_added_first),
        Variant("plain-python", variants.adadelta_in_plain_python),
    ),
)

_adam = partial(cases.descent, adaptive.adam, learning_rate=(0.1, 0.4))
_BETAS = (0.6, 0.75), (0.85, 0.95)

ADAM = Exercise(
    function=adaptive.adam,
    points=14,
    cases=(
        Case("several steps", build=_adam(3, *_BETAS, _USUAL, steps=5)),
        Case("the paper's betas and epsilon", build=_adam(2, 0.9, 0.999, _USUAL, steps=6)),
        Case("a large epsilon", build=_adam(2, *_BETAS, _VISIBLE, steps=5)),
        Case("steep and flat parameters", build=_adam(2, *_BETAS, _USUAL, steps=5, surface="uneven")),
        Case("small gradients", build=_adam(2, *_BETAS, _VISIBLE, steps=4, surface="flat")),
        Case("one parameter", build=_adam(1, *_BETAS, _VISIBLE, steps=4)),
        Case("one step", build=_adam(2, *_BETAS, _VISIBLE, steps=1)),
        Case("no steps", build=_adam(2, *_BETAS, _USUAL, steps=0)),
        Case("beta1 = 0", build=_adam(2, 0.0, (0.8, 0.9), _VISIBLE, steps=4)),
        Case("no quadratic", build=_adam(2, *_BETAS, _USUAL, steps=6, surface="levels")),
        Case("theta0 of integers", build=_adam(2, *_BETAS, _USUAL, steps=4, integers=True)),
    ),
    checks=(
        ReferenceCheck(fresh=True, also=(variants.adam_inside,)),
        PathCheck(points=1, also=(variants.adam_inside,)),
    ),
    mutants=adaptive_mutants.ADAM,
    variants=(
        Variant("in-place", variants.adam_in_place),
        Variant("closed-form", variants.adam_in_closed_form),
        Variant("rescaled-rate", variants.adam_with_rescaled_rate),
        Variant("epsilon-inside", variants.adam_inside),
    ),
)

ASSIGNMENT = Assignment(
    title="Optimisers",
    exercises=(
        INVERSE_SQUARE_ROOT,
        STEP_DECAY,
        EXPONENTIAL_DECAY,
        COSINE_ANNEALING,
        STOCHASTIC_GRADIENT_DESCENT_DECAYING,
        MOMENTUM_AVERAGE,
        MOMENTUM_VELOCITY,
        ADAGRAD,
        RMSPROP,
        ADADELTA,
        ADAM,
    ),
    questions=questions.QUESTIONS,
)
