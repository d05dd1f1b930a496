"""The second sheet's eight exercises: what each is worth, what it is tried on and how it is judged."""

from assignments.a02_backpropagation import cases, questions, variants
from assignments.a02_backpropagation.mutants import backward, forward
from autograder.spec import Assignment, Case, Exercise, GradientCheck, ReferenceCheck, Variant
from reference import activations
from reference import scalar_chain as chain

W3, X = 3, 4
"""Positions in (w1, b1, w2, w3, x)."""

SIGMOID = Exercise(
    function=activations.sigmoid,
    points=8,
    cases=(
        Case("several values", build=cases.values(4)),
        Case("one number", build=cases.values()),
        Case("zero among them", build=cases.values(3, zero=True)),
        Case("a square table", build=cases.values(2, 2)),
        Case("a wide table", build=cases.values(2, 3)),
        Case("far from zero", build=cases.ends(700.0)),
        Case("integers", build=cases.values(4, integers=True)),
        Case("one whole number", build=cases.values(integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.SIGMOID,
    variants=(
        Variant("number-by-number", variants.sigmoid_number_by_number),
        Variant("hyperbolic-tangent", variants.sigmoid_by_hyperbolic_tangent),
        Variant("cases", variants.sigmoid_by_cases),
        Variant("logarithm", variants.sigmoid_by_logarithm),
        Variant("vectorize", variants.sigmoid_with_vectorize),
    ),
)

SIGMOID_DERIVATIVE = Exercise(
    function=activations.sigmoid_derivative,
    points=10,
    cases=(
        Case("several values", build=cases.values(4)),
        Case("one number", build=cases.values()),
        Case("zero among them", build=cases.values(3, zero=True)),
        Case("a square table", build=cases.values(2, 2)),
        Case("a wide table", build=cases.values(2, 3)),
        Case("flat at both ends", build=cases.ends(15.0)),
        Case("far left", build=cases.left_end),
        Case("integers", build=cases.values(4, integers=True)),
    ),
    checks=(GradientCheck(of=activations.sigmoid), ReferenceCheck()),
    mutants=forward.SIGMOID_DERIVATIVE,
    variants=(
        Variant("quotient", variants.derivative_as_quotient),
        Variant("symmetry", variants.derivative_by_symmetry),
        Variant("hyperbolic-cosine", variants.derivative_by_hyperbolic_cosine),
        Variant("loop", variants.derivative_by_loop),
        Variant("number-by-number", variants.derivative_number_by_number),
    ),
    uses=(activations.sigmoid,),
)

CHAIN_FORWARD = Exercise(
    function=chain.chain_forward,
    points=12,
    cases=(
        Case("four parameters", build=cases.network()),
        Case("negative weights", build=cases.network(negative=True)),
        Case("large weights", build=cases.network(large=True)),
        Case("x is zero", build=cases.network(zero=X)),
        Case("the bias is zero", build=cases.network(zero=1)),
        Case("w3 is zero", build=cases.network(zero=W3)),
        Case("integers", build=cases.network(integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.CHAIN_FORWARD,
    variants=(
        Variant("one-equation", variants.forward_in_one_equation),
        Variant("loop", variants.forward_by_loop),
        Variant("math", variants.forward_with_math),
        Variant("matrices", variants.forward_with_matrices),
        Variant("recursion", variants.forward_by_recursion),
    ),
    uses=(activations.sigmoid,),
)

CHAIN_LOSS = Exercise(
    function=chain.chain_loss,
    points=8,
    cases=(
        Case("label above the prediction", build=cases.sample(label="above")),
        Case("label below the prediction", build=cases.sample(label="below")),
        Case("label 0", build=cases.sample(label="zero")),
        Case("label 1", build=cases.sample(label="one")),
        Case("label out of reach", build=cases.sample(label="far")),
        Case("x is zero", build=cases.sample(zero=X)),
        Case("integers", build=cases.sample(integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.CHAIN_LOSS,
    variants=(
        Variant("norm", variants.loss_by_norm),
        Variant("multiplied-out", variants.loss_multiplied_out),
        Variant("one-line", variants.loss_in_one_line),
    ),
    uses=(activations.sigmoid, chain.chain_forward),
)

CHAIN_DELTAS = Exercise(
    function=chain.chain_deltas,
    points=22,
    cases=(
        Case("label above the prediction", build=cases.sample(label="above")),
        Case("label below the prediction", build=cases.sample(label="below")),
        Case("label 1", build=cases.sample(label="one")),
        Case("label out of reach", build=cases.sample(label="far")),
        Case("large weights", build=cases.sample(large=True)),
        Case("x is zero", build=cases.sample(zero=X)),
        Case("w3 is zero: nothing gets through", build=cases.sample(zero=W3)),
        Case("integers", build=cases.sample(integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=backward.CHAIN_DELTAS,
    variants=(
        Variant("products", variants.deltas_as_products),
        Variant("loop", variants.deltas_by_loop),
        Variant("recursion", variants.deltas_by_recursion),
        Variant("math", variants.deltas_with_math),
    ),
    uses=(activations.sigmoid, activations.sigmoid_derivative, chain.chain_forward),
)

CHAIN_GRADIENT = Exercise(
    function=chain.chain_gradient,
    points=20,
    cases=(
        Case("label above the prediction", build=cases.sample(label="above")),
        Case("label below the prediction", build=cases.sample(label="below")),
        Case("label 0", build=cases.sample(label="zero")),
        Case("label out of reach", build=cases.sample(label="far")),
        Case("large weights", build=cases.sample(large=True)),
        Case("x is zero", build=cases.sample(zero=X)),
        Case("w3 is zero: nothing gets through", build=cases.sample(zero=W3)),
        Case("integers", build=cases.sample(integers=True)),
    ),
    checks=(GradientCheck(of=chain.chain_loss), ReferenceCheck()),
    mutants=backward.CHAIN_GRADIENT,
    variants=(
        Variant("products", variants.gradient_as_products),
        Variant("jacobian", variants.gradient_by_jacobian),
        Variant("forward-mode", variants.gradient_forward_mode),
        Variant("names", variants.gradient_with_names),
    ),
    uses=(activations.sigmoid, activations.sigmoid_derivative, chain.chain_forward, chain.chain_deltas),
)

CHAIN_STEP = Exercise(
    function=chain.chain_step,
    points=10,
    cases=(
        Case("label above the prediction", build=cases.step(label="above")),
        Case("label below the prediction", build=cases.step(label="below")),
        Case("label 1", build=cases.step(label="one")),
        Case("large learning rate", build=cases.step(rates=(5, 10))),
        Case("x is zero", build=cases.step(zero=X)),
        Case("w3 is zero: only w3 moves", build=cases.step(zero=W3)),
        Case("integers", build=cases.step(integers=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=backward.CHAIN_STEP,
    variants=(
        Variant("list", variants.step_as_a_list),
        Variant("tuple-assignment", variants.step_by_tuple_assignment),
        Variant("copy", variants.step_on_a_copy),
        Variant("deltas", variants.step_from_the_deltas),
    ),
    uses=(activations.sigmoid, chain.chain_deltas, chain.chain_gradient),
)

CHAIN_TRAIN = Exercise(
    function=chain.chain_train,
    points=10,
    cases=(
        Case("every sample once", build=cases.visits(4)),
        Case("every sample twice", build=cases.visits(3, order="twice")),
        Case("from the last to the first", build=cases.visits(4, order="backwards")),
        Case("one sample again and again", build=cases.visits(3, order="one")),
        Case("some samples never", build=cases.visits(5, order="some")),
        Case("one sample in all", build=cases.visits(1)),
        Case("no step", build=cases.visits(3, order="none")),
        Case("integers", build=cases.visits(4, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=backward.CHAIN_TRAIN,
    variants=(
        Variant("recursion", variants.train_by_recursion),
        Variant("reduce", variants.train_by_reduce),
        Variant("history", variants.train_with_history),
        Variant("plain-python", variants.train_in_plain_python),
    ),
    uses=(chain.chain_gradient, chain.chain_step),
)

ASSIGNMENT = Assignment(
    title="Backpropagation",
    exercises=(
        SIGMOID,
        SIGMOID_DERIVATIVE,
        CHAIN_FORWARD,
        CHAIN_LOSS,
        CHAIN_DELTAS,
        CHAIN_GRADIENT,
        CHAIN_STEP,
        CHAIN_TRAIN,
    ),
    questions=questions.QUESTIONS,
)
