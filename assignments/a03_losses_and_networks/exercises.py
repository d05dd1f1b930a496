"""The third sheet's twelve exercises: what each is worth, what it is tried on and how it is judged."""

from assignments.a03_losses_and_networks import cases, questions
from assignments.a03_losses_and_networks.mutants import backward, forward
from assignments.a03_losses_and_networks.mutants import losses as wrong
from assignments.a03_losses_and_networks.variants import losses as right
from assignments.a03_losses_and_networks.variants import network
from autograder.spec import Assignment, CallsCheck, Case, Equivalent, Exercise, GradientCheck, ReferenceCheck, Variant
from reference import activations, losses, mlp

QUADRATIC_LOSS = Exercise(
    function=losses.quadratic_loss,
    points=4,
    cases=(
        Case("several pairs", build=cases.pairs(5)),
        Case("one prediction and one label", build=cases.pairs()),
        Case("whole numbers", build=cases.pairs(4, integers=True)),
        Case("labels 0 and 1, predictions between", build=cases.probabilities(4)),
        Case("a table of pairs", build=cases.pairs(2, 3)),
        Case("a square table", build=cases.pairs(3, 3, labels="integers")),
        Case("some predictions exact", build=cases.pairs(4, exact=2)),
    ),
    checks=(ReferenceCheck(),),
    mutants=wrong.QUADRATIC_LOSS,
    variants=(
        Variant("multiplied-out", right.quadratic_multiplied_out),
        Variant("single-precision", right.quadratic_in_single_precision),
        Variant("recursion", right.quadratic_by_recursion),
        Variant("by-type", right.quadratic_by_type),
    ),
)

QUADRATIC_LOSS_DERIVATIVE = Exercise(
    function=losses.quadratic_loss_derivative,
    points=4,
    cases=(
        Case("several pairs", build=cases.pairs(5)),
        Case("one prediction and one label", build=cases.pairs()),
        Case("whole numbers", build=cases.pairs(4, integers=True)),
        Case("labels 0 and 1, predictions between", build=cases.probabilities(4)),
        Case("a table of pairs", build=cases.pairs(2, 3)),
        Case("a square table", build=cases.pairs(3, 3, labels="integers")),
        Case("some predictions exact", build=cases.pairs(4, exact=2)),
    ),
    checks=(GradientCheck(of=losses.quadratic_loss), ReferenceCheck()),
    mutants=wrong.QUADRATIC_LOSS_DERIVATIVE,
    variants=(
        Variant("chain-rule-in-steps", right.quadratic_slope_in_steps),
        Variant("symmetric-difference", right.quadratic_slope_by_difference),
        Variant("by-type", right.quadratic_slope_by_type),
    ),
)

BINARY_CROSS_ENTROPY = Exercise(
    function=losses.binary_cross_entropy,
    points=7,
    cases=(
        Case("several pairs", build=cases.probabilities(5)),
        Case("one prediction, label 1", build=cases.probabilities(labels="ones")),
        Case("one prediction, label 0", build=cases.probabilities(labels="zeros")),
        Case("all labels 1", build=cases.probabilities(3, labels="ones")),
        Case("all labels 0", build=cases.probabilities(3, labels="zeros")),
        Case("labels between 0 and 1", build=cases.probabilities(4, labels="between")),
        Case("labels that are floats", build=cases.probabilities(4, decimals=True)),
        Case("a table of pairs", build=cases.probabilities(2, 3)),
    ),
    checks=(ReferenceCheck(),),
    mutants=wrong.BINARY_CROSS_ENTROPY,
    variants=(
        Variant("likelihood", right.cross_entropy_by_likelihood),
        Variant("log-odds", right.cross_entropy_by_log_odds),
        Variant("per-element", right.cross_entropy_per_element),
        Variant("guard", right.cross_entropy_with_guard),
    ),
)

BINARY_CROSS_ENTROPY_DERIVATIVE = Exercise(
    function=losses.binary_cross_entropy_derivative,
    points=8,
    cases=(
        Case("several pairs", build=cases.probabilities(5)),
        Case("one prediction, label 1", build=cases.probabilities(labels="ones")),
        Case("one prediction, label 0", build=cases.probabilities(labels="zeros")),
        Case("all labels 1", build=cases.probabilities(3, labels="ones")),
        Case("all labels 0", build=cases.probabilities(3, labels="zeros")),
        Case("labels between 0 and 1", build=cases.probabilities(4, labels="between")),
        Case("labels that are floats", build=cases.probabilities(4, decimals=True)),
        Case("a table of pairs", build=cases.probabilities(2, 3)),
    ),
    checks=(GradientCheck(of=losses.binary_cross_entropy), ReferenceCheck()),
    mutants=wrong.BINARY_CROSS_ENTROPY_DERIVATIVE,
    variants=(
        Variant("one-fraction", right.cross_entropy_slope_as_one_fraction),
        Variant("reciprocals", right.cross_entropy_slope_by_reciprocals),
        Variant("complex-step", right.cross_entropy_slope_by_complex_step),
        Variant("per-element", right.cross_entropy_slope_per_element),
    ),
)

MLP_ACTIVATIONS = Exercise(
    function=mlp.mlp_activations,
    points=11,
    cases=(
        Case("four hidden units, two inputs", build=cases.network(4, 2)),
        Case("one hidden unit", build=cases.network(1, 3)),
        Case("one input", build=cases.network(3, 1)),
        Case("one hidden unit, one input", build=cases.network(1, 1)),
        Case("square alpha", build=cases.network(3, 2)),
        Case("as many units as inputs", build=cases.network(2, 2)),
        Case("an input of zeros", build=cases.network(3, 2, x="zeros")),
        Case("whole weights", build=cases.network(2, 3, integers=True)),
        Case("integers throughout", build=cases.network(2, 2, integers=True, x="integers")),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.MLP_ACTIVATIONS,
    variants=(
        Variant("loops", network.activations_by_loops),
        Variant("columns", network.activations_with_columns),
        Variant("biases-apart", network.activations_with_biases_apart),
        Variant("matrices", network.activations_with_matrices),
    ),
    uses=(activations.sigmoid,),
    equivalents=(
        Equivalent(
            "beta @ np.concatenate(([1.0], z)) -> np.concatenate(([1.0], z)) @ beta",
            "An inner product is symmetric.",
        ),
    ),
)

MLP_FORWARD = Exercise(
    function=mlp.mlp_forward,
    points=4,
    cases=(
        Case("four hidden units, two inputs", build=cases.network(4, 2)),
        Case("one hidden unit", build=cases.network(1, 3)),
        Case("one input", build=cases.network(4, 1)),
        Case("as many units as inputs", build=cases.network(2, 2)),
        Case("an input of zeros", build=cases.network(3, 2, x="zeros")),
        Case("whole weights", build=cases.network(2, 3, integers=True)),
        Case("integers throughout", build=cases.network(2, 2, integers=True, x="integers")),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.MLP_FORWARD,
    variants=(
        Variant("layers", network.forward_by_layers),
        Variant("generator", network.forward_by_generator),
        Variant("hyperbolic-tangent", network.forward_by_tanh),
    ),
    uses=(activations.sigmoid, mlp.mlp_activations),
)

MLP_LOSS = Exercise(
    function=mlp.mlp_loss,
    points=4,
    cases=(
        Case("label 1", build=cases.network(4, 2, label=1)),
        Case("label 0", build=cases.network(2, 3, label=0)),
        Case("one hidden unit", build=cases.network(1, 3, label=0)),
        Case("one input", build=cases.network(4, 1, label=1)),
        Case("as many units as inputs", build=cases.network(2, 2, label=1)),
        Case("integers throughout", build=cases.network(2, 2, label=0, integers=True, x="integers")),
    ),
    checks=(ReferenceCheck(),),
    mutants=forward.MLP_LOSS,
    variants=(
        Variant("by-label", network.loss_by_label),
        Variant("softplus", network.loss_by_softplus),
        Variant("one-entry", network.loss_of_one_entry),
    ),
    uses=(losses.binary_cross_entropy, mlp.mlp_forward),
)

MLP_DELTAS = Exercise(
    function=mlp.mlp_deltas,
    points=16,
    cases=(
        Case("label 1", build=cases.network(4, 2, label=1)),
        Case("label 0", build=cases.network(2, 3, label=0)),
        Case("one hidden unit", build=cases.network(1, 3, label=1)),
        Case("one input", build=cases.network(4, 1, label=0)),
        Case("one hidden unit, one input", build=cases.network(1, 1, label=1)),
        Case("an input of zeros", build=cases.network(3, 2, label=1, x="zeros")),
        Case("whole weights", build=cases.network(2, 3, label=0, integers=True)),
        Case("integers throughout", build=cases.network(2, 2, label=1, integers=True, x="integers")),
    ),
    checks=(ReferenceCheck(),),
    mutants=backward.MLP_DELTAS,
    variants=(
        Variant("simplified", network.deltas_simplified),
        Variant("loop", network.deltas_by_loop),
        Variant("exponentials", network.deltas_as_the_table),
    ),
    uses=(
        activations.sigmoid,
        activations.sigmoid_derivative,
        losses.binary_cross_entropy_derivative,
        mlp.mlp_activations,
        mlp.mlp_forward,
    ),
)

MLP_GRADIENT = Exercise(
    function=mlp.mlp_gradient,
    points=16,
    cases=(
        Case("label 1", build=cases.network(4, 2, label=1)),
        Case("label 0", build=cases.network(2, 3, label=0)),
        Case("one hidden unit", build=cases.network(1, 3, label=1)),
        Case("one input", build=cases.network(3, 1, label=0)),
        Case("one hidden unit, one input", build=cases.network(1, 1, label=0)),
        Case("square alpha", build=cases.network(3, 2, label=0)),
        Case("an input of zeros", build=cases.network(3, 2, label=1, x="zeros")),
        Case("integers throughout", build=cases.network(2, 2, label=1, integers=True, x="integers")),
    ),
    checks=(
        GradientCheck(of=mlp.mlp_loss, wrt=("alpha", "beta"), points=1),
        ReferenceCheck(),
        CallsCheck(of=mlp.mlp_loss, share=2),
    ),
    mutants=backward.MLP_GRADIENT,
    variants=(
        Variant("entry-by-entry", network.gradient_entry_by_entry),
        Variant("einsum", network.gradient_by_einsum),
        Variant("matrices", network.gradient_with_matrices),
        Variant("complex-step", network.gradient_by_complex_step),
    ),
    uses=(activations.sigmoid, mlp.mlp_activations, mlp.mlp_deltas),
)

MLP_INPUT_GRADIENT = Exercise(
    function=mlp.mlp_input_gradient,
    points=8,
    cases=(
        Case("label 1", build=cases.network(4, 2, label=1)),
        Case("label 0", build=cases.network(2, 3, label=0)),
        Case("one hidden unit", build=cases.network(1, 3, label=1)),
        Case("one input", build=cases.network(4, 1, label=0)),
        Case("as many units as inputs", build=cases.network(2, 2, label=0)),
        Case("an input of zeros", build=cases.network(3, 2, label=1, x="zeros")),
        Case("integers throughout", build=cases.network(2, 3, label=1, integers=True, x="integers")),
    ),
    checks=(
        GradientCheck(of=mlp.mlp_loss, wrt=("x",), points=1),
        ReferenceCheck(),
        CallsCheck(of=mlp.mlp_loss, share=2),
    ),
    mutants=backward.MLP_INPUT_GRADIENT,
    variants=(
        Variant("jacobians", network.input_gradient_by_jacobians),
        Variant("sums", network.input_gradient_by_sums),
        Variant("drop-at-the-end", network.input_gradient_of_everything),
    ),
    uses=(mlp.mlp_deltas,),
)

MLP_STEP = Exercise(
    function=mlp.mlp_step,
    points=8,
    cases=(
        Case("label 1", build=cases.network(4, 2, label=1, rate=True)),
        Case("label 0", build=cases.network(2, 3, label=0, rate=True)),
        Case("one hidden unit", build=cases.network(1, 3, label=1, rate=True)),
        Case("one input", build=cases.network(4, 1, label=0, rate=True)),
        Case("as many units as inputs", build=cases.network(2, 2, label=1, rate=True)),
        Case("an input of zeros", build=cases.network(3, 2, label=0, x="zeros", rate=True)),
        Case("integers throughout", build=cases.network(2, 2, label=1, integers=True, x="integers", rate=True)),
    ),
    checks=(ReferenceCheck(),),
    mutants=backward.MLP_STEP,
    variants=(
        Variant("pairs", network.step_by_pairs),
        Variant("copies", network.step_in_copies),
        Variant("row-by-row", network.step_row_by_row),
    ),
    uses=(mlp.mlp_gradient,),
)

MLP_TRAIN = Exercise(
    function=mlp.mlp_train,
    points=10,
    cases=(
        Case("every example once", build=cases.lessons(4, 3, 2)),
        Case("every example twice", build=cases.lessons(3, 2, 2, order="twice")),
        Case("from the last to the first", build=cases.lessons(3, 2, 3, order="backwards")),
        Case("one example again and again", build=cases.lessons(3, 2, 2, order="one")),
        Case("some examples never", build=cases.lessons(5, 2, 2, order="some")),
        Case("a single step", build=cases.lessons(3, 2, 2, order="first")),
        Case("no step", build=cases.lessons(3, 2, 2, order="none")),
        Case("one hidden unit, one input", build=cases.lessons(4, 1, 1)),
        Case("integers throughout", build=cases.lessons(3, 2, 2, integers=True)),
    ),
    checks=(ReferenceCheck(fresh=True),),
    mutants=backward.MLP_TRAIN,
    variants=(
        Variant("iterator", network.train_by_iterator),
        Variant("one-vector", network.train_in_one_vector),
        Variant("recursion", network.train_by_recursion),
        Variant("shuffled-rows", network.train_over_shuffled_rows),
    ),
    uses=(mlp.mlp_gradient, mlp.mlp_step),
)

ASSIGNMENT = Assignment(
    title="Losses and networks",
    exercises=(
        QUADRATIC_LOSS,
        QUADRATIC_LOSS_DERIVATIVE,
        BINARY_CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY_DERIVATIVE,
        MLP_ACTIVATIONS,
        MLP_FORWARD,
        MLP_LOSS,
        MLP_DELTAS,
        MLP_GRADIENT,
        MLP_INPUT_GRADIENT,
        MLP_STEP,
        MLP_TRAIN,
    ),
    questions=questions.QUESTIONS,
    data=("data/breast_cancer.csv",),
)
