"""Known wrong answers about the network's way back: deltas, gradients, steps, training."""

from autograder.spec import Mutant

_WHOLE = "When the weights are whole numbers yours stay whole: look at the dtype you store them in."
_TOGETHER = "One of your two gradients sees weights that this very step has changed. Take both before you move either."
_DOWNHILL = "Take one step and compute the loss before and after: does it fall?"

MLP_DELTAS = (
    Mutant(
        "sign-of-the-table",
        old="g_y = binary",
        new="g_y = -binary",
        explanation="All your signs are turned round: the table's J grows as predictions get better. Does yours?",
    ),
    Mutant(
        "last-sigmoid-skipped",
        old="float(g_y * sigmoid_derivative(b))",
        new="float(g_y)",
        explanation="Your g_b is the derivative by y_hat. What lies between b and y_hat?",
    ),
    Mutant(
        "quadratic-loss",
        old="g_y = binary_cross_entropy_derivative(mlp_forward(alpha, beta, x), y)",
        new="g_y = mlp_forward(alpha, beta, x) - y",
        explanation="Your chain begins with the derivative of 1/2 (y_hat - y)^2. Which loss has this network?",
    ),
    Mutant(
        "slope-at-the-prediction",
        old="sigmoid_derivative(b)",
        new="sigmoid_derivative(mlp_forward(alpha, beta, x))",
        explanation="At which value is the slope of the last sigmoid to be taken: what goes in or what comes out?",
    ),
    Mutant(
        "slope-at-z",
        old="sigmoid_derivative(a)",
        new="sigmoid_derivative(sigmoid(a))",
        explanation="z is activated already. Of what does your derivative take the sigmoid once more?",
    ),
    Mutant(
        "a-taken-for-activated",
        old="sigmoid_derivative(a)",
        new="a * (1 - a)",
        explanation="A product s (1 - s) wants activated values. Are your a_j activated?",
    ),
    Mutant(
        "hidden-sigmoid-skipped",
        old="g_a = g_z * sigmoid_derivative(a)",
        new="g_a = g_z",
        explanation="Your g_z and g_a are the same numbers, but a sigmoid lies between them.",
    ),
    Mutant(
        "bias-kept",
        old=(
            "g_z = g_b * beta[1:]\n"
            "    # dz_j/da_j is the sigmoid's derivative again.\n"
            "    g_a = g_z * sigmoid_derivative(a)"
        ),
        new="g_z = g_b * beta\n    g_a = g_z[1:] * sigmoid_derivative(a)",
        explanation="Count your g_z: there are D hidden units. Is there anything behind the constant z_0?",
    ),
    Mutant(
        "last-weight-dropped",
        old="beta[1:]",
        new="beta[:-1]",
        explanation="You leave out one entry of beta. Which one is the bias?",
    ),
    Mutant(
        "weights-not-propagated",
        old="g_z = g_b * beta[1:]",
        new="g_z = g_b * np.ones(len(a))",
        explanation="All your g_z are equal. How much does b change when the j-th hidden unit does?",
    ),
    Mutant(
        "units-for-weights",
        old="g_z = g_b * beta[1:]",
        new="g_z = g_b * sigmoid(a)",
        explanation="You differentiate b by beta_j. What is left of beta_j z_j if z_j is the variable?",
    ),
)

MLP_GRADIENT = (
    Mutant(
        "beta-first",
        old="return g_alpha, g_beta",
        new="return g_beta, g_alpha",
        explanation="Your numbers are right, in the order of the way back. Which array does the docstring name first?",
    ),
    Mutant(
        "uphill",
        old="return g_alpha, g_beta",
        new="return -g_alpha, -g_beta",
        explanation="Both of your signs are turned round: is it the update that brings the minus, or the gradient?",
    ),
    Mutant(
        "transposed",
        old="np.outer(g_a, np.concatenate(([1.0], x)))",
        new="np.outer(np.concatenate(([1.0], x)), g_a)",
        explanation="Compare the shape of your first array with that of alpha. Whose index comes first?",
    ),
    Mutant(
        "biases-at-the-end",
        old=(
            "np.concatenate(([1.0], x)))\n"
            "    # db/dbeta_j = z_j with z_0 = 1.\n"
            "    g_beta = g_b * np.concatenate(([1.0], z))"
        ),
        new="np.concatenate((x, [1.0])))\n    g_beta = g_b * np.concatenate((z, [1.0]))",
        explanation="Your entries do not stand where their weights do. In which column of alpha are the biases?",
    ),
    Mutant(
        "biases-left-out",
        old=(
            "np.concatenate(([1.0], x)))\n"
            "    # db/dbeta_j = z_j with z_0 = 1.\n"
            "    g_beta = g_b * np.concatenate(([1.0], z))"
        ),
        new="x)\n    g_beta = g_b * z",
        explanation="Your arrays are smaller than alpha and beta: biases are weights, too.",
    ),
    Mutant(
        "biases-never-learn",
        old=(
            "np.concatenate(([1.0], x)))\n"
            "    # db/dbeta_j = z_j with z_0 = 1.\n"
            "    g_beta = g_b * np.concatenate(([1.0], z))"
        ),
        new="np.concatenate(([0.0], x)))\n    g_beta = g_b * np.concatenate(([0.0], z))",
        explanation="Your derivatives by the biases are 0. Does the loss not change when a bias does?",
    ),
    Mutant(
        "hidden-sigmoid-skipped",
        old="g_b, _, g_a",
        new="g_b, g_a, _",
        explanation="Your first array is made from g_z. Which quantity is alpha_ji a factor of?",
    ),
    Mutant(
        "sums-for-units",
        old="_, z, _ = mlp_activations",
        new="z, _, _ = mlp_activations",
        explanation="Your second array is made from the a_j. What does beta_j multiply?",
    ),
    Mutant(
        "bias-times-input",
        old="np.outer(g_a, np.concatenate(([1.0], x)))",
        new="np.outer(g_a, np.concatenate((x[:1], x)))",
        explanation="The first two columns of your g_alpha are equal. What does the bias of a hidden unit multiply?",
    ),
    Mutant(
        "whole-numbers",
        old="return g_alpha, g_beta",
        new="return g_alpha.astype(alpha.dtype), g_beta.astype(beta.dtype)",
        explanation=_WHOLE,
    ),
)

MLP_INPUT_GRADIENT = (
    Mutant(
        "constant-kept",
        old="alpha[:, 1:]",
        new="alpha",
        explanation="You return one number too many: x_0 is no part of x.",
    ),
    Mutant(
        "last-column-dropped",
        old="alpha[:, 1:]",
        new="alpha[:, :-1]",
        explanation="You leave out one column of alpha. In which one are the biases?",
    ),
    Mutant(
        "hidden-sigmoid-skipped",
        old="_, _, g_a =",
        new="_, g_a, _ =",
        explanation="Your sum is made from g_z. Between x and z there are two steps: which is missing?",
    ),
    Mutant(
        "mean-of-the-units",
        old="g_a @ alpha[:, 1:]",
        new="g_a @ alpha[:, 1:] / len(g_a)",
        explanation="With one hidden unit you are right. What does the chain rule do with several ways to the loss?",
    ),
    Mutant(
        "one-unit-alone",
        old="g_a @ alpha[:, 1:]",
        new="g_a[-1] * alpha[-1, 1:]",
        explanation="Only the last hidden unit counts in your answer. Where else does an input go?",
    ),
    Mutant(
        "of-the-prediction",
        old="_, _, g_a = mlp_deltas(alpha, beta, x, y)",
        new=(
            "a, _, b = mlp_activations(alpha, beta, x)\n"
            "    g_a = sigmoid_derivative(b) * beta[1:] * sigmoid_derivative(a)"
        ),
        explanation="Your answer does not depend on the label: you stopped at y_hat, one step before the loss.",
    ),
    Mutant(
        "uphill",
        old="g_a @ alpha[:, 1:]",
        new="-g_a @ alpha[:, 1:]",
        explanation="All your signs are turned round. Nothing is updated here: it is the gradient itself.",
    ),
)

MLP_STEP = (
    Mutant(
        "ascent",
        old="alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new="alpha + learning_rate * g_alpha, beta + learning_rate * g_beta",
        explanation=_DOWNHILL,
    ),
    Mutant(
        "beta-after-the-new-alpha",
        old="return alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new=(
            "alpha = alpha - learning_rate * g_alpha\n"
            "    _, g_beta = mlp_gradient(alpha, beta, x, y)\n"
            "    return alpha, beta - learning_rate * g_beta"
        ),
        explanation=_TOGETHER,
    ),
    Mutant(
        "alpha-after-the-new-beta",
        old="return alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new=(
            "beta = beta - learning_rate * g_beta\n"
            "    g_alpha, _ = mlp_gradient(alpha, beta, x, y)\n"
            "    return alpha - learning_rate * g_alpha, beta"
        ),
        explanation=_TOGETHER,
    ),
    Mutant(
        "learning-rate-missing",
        old="alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new="alpha - g_alpha, beta - g_beta",
        explanation="Ask for twice the learning rate: your step stays the same.",
    ),
    Mutant(
        "learning-rate-twice",
        old="g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)",
        new="g_alpha, g_beta = (learning_rate * gradient for gradient in mlp_gradient(alpha, beta, x, y))",
        explanation="Ask for half the learning rate: your step becomes four times as small.",
    ),
    Mutant(
        "beta-never-moves",
        old="beta - learning_rate * g_beta",
        new="beta.astype(float)",
        explanation="You return the beta that you were given. The output has weights to learn, too.",
    ),
    Mutant(
        "arguments-changed",
        old="return alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new="alpha -= learning_rate * g_alpha\n    beta -= learning_rate * g_beta\n    return alpha, beta",
        explanation="Print alpha after your function was called: the caller's weights have moved.",
    ),
    Mutant(
        "divided-by-the-units",
        old="alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new="alpha - learning_rate / len(alpha) * g_alpha, beta - learning_rate / len(alpha) * g_beta",
        explanation="With one hidden unit you are right, with D of them your step is D times too short.",
    ),
    Mutant(
        "whole-numbers",
        old="return alpha - learning_rate * g_alpha, beta - learning_rate * g_beta",
        new=(
            "new_alpha, new_beta = alpha - learning_rate * g_alpha, beta - learning_rate * g_beta\n"
            "    return new_alpha.astype(alpha.dtype), new_beta.astype(beta.dtype)"
        ),
        explanation=_WHOLE,
    ),
)

_LOOP = "for i in order:\n        alpha, beta = mlp_step(alpha, beta, X[i], y[i], learning_rate)"

MLP_TRAIN = (
    Mutant(
        "order-ignored",
        old="in order",
        new="in range(len(y))",
        explanation="You visit the examples from first to last, once each. Who decides which come, and when?",
    ),
    Mutant(
        "order-backwards",
        old="in order",
        new="in order[::-1]",
        explanation="You begin with the last of the indices. A pop takes them from the end, too.",
    ),
    Mutant(
        "each-example-once",
        old="in order",
        new="in dict.fromkeys(order)",
        explanation="An index that comes twice means two steps, at two different places.",
    ),
    Mutant(
        "last-step-missing",
        old="in order",
        new="in order[:-1]",
        explanation="Count your steps: there should be as many as there are indices.",
    ),
    Mutant(
        "labels-left-behind",
        old="y[i]",
        new="y[np.flatnonzero(order == i)[0]]",
        explanation="You shuffled X and left y as it was: an example and its label belong together.",
    ),
    Mutant(
        "starts-again-with-every-example",
        old="for i in order:\n        alpha, beta = mlp_step(alpha, beta,",
        new="start = alpha, beta\n    for i in order:\n        alpha, beta = mlp_step(*start,",
        explanation="Only your last example counts: from which weights does each step start?",
    ),
    Mutant(
        "all-gradients-at-the-start",
        old=_LOOP,
        new=(
            "gradients = [mlp_gradient(alpha, beta, X[i], y[i]) for i in order]\n"
            "    for g_alpha, g_beta in gradients:\n"
            "        alpha = alpha - learning_rate * g_alpha\n"
            "        beta = beta - learning_rate * g_beta"
        ),
        explanation="All your gradients are taken at the first weights, but those have moved since.",
    ),
    Mutant(
        "beta-never-moves",
        old="        alpha, beta = mlp_step",
        new="        alpha, _ = mlp_step",
        explanation="You keep the new alpha of every step and forget the new beta.",
    ),
    Mutant(
        "beta-after-the-new-alpha",
        old=_LOOP,
        new=(
            "for i in order:\n"
            "        alpha = alpha - learning_rate * mlp_gradient(alpha, beta, X[i], y[i])[0]\n"
            "        beta = beta - learning_rate * mlp_gradient(alpha, beta, X[i], y[i])[1]"
        ),
        explanation=_TOGETHER,
    ),
    Mutant(
        "rate-divided-by-the-steps",
        old="learning_rate)",
        new="learning_rate / len(order))",
        explanation="With one step you are right. Nothing here is a mean: why should more steps be shorter ones?",
    ),
    Mutant(
        "no-copy-without-steps",
        old=("alpha = np.array(alpha, dtype=np.float64)\n    beta = np.array(beta, dtype=np.float64)\n    for"),
        new="for",
        explanation="With an empty order the caller's own arrays come back. What does the docstring promise for K = 0?",
    ),
)
