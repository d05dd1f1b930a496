"""Known wrong answers about the way back: deltas, the gradient, a step, training."""

from autograder.spec import Mutant

CHAIN_DELTAS = (
    Mutant(
        "sign-of-the-error",
        old="(sigmoid(a3) - y)",
        new="(y - sigmoid(a3))",
        explanation="Which sign has dL/df_3 when the prediction is too large? y_hat stands behind a minus in L.",
    ),
    Mutant(
        "output-slope-missing",
        old="(sigmoid(a3) - y) * sigmoid_derivative(a3)",
        new="sigmoid(a3) - y",
        explanation="You give dL/df_3. From f_3 back to a_3 the chain rule has one more factor.",
    ),
    Mutant(
        "slope-at-the-activated-value",
        old="w1, b1, w2, w3 = params",
        new=(
            "w1, b1, w2, w3 = params\n\n"
            "    def sigmoid_derivative(a):\n"
            "        f = sigmoid(sigmoid(a))\n"
            "        return f * (1 - f)\n"
        ),
        explanation="sigmoid_derivative activates its argument itself. Which of a and f do you hand it?",
    ),
    Mutant(
        "slope-of-the-layer-above",
        old="delta2 = delta3 * w3",
        new="a1, a2 = a2, a3\n    delta2 = delta3 * w3",
        explanation="Between f_2 and a_2 lies the second sigmoid: at which a do you take its slope?",
    ),
    Mutant(
        "weights-not-propagated",
        old="delta2 = delta3 * w3",
        new="w2 = w3 = 1\n    delta2 = delta3 * w3",
        explanation="Each step back goes through a_3 = w_3 f_2 or a_2 = w_2 f_1. What is da_3/df_2?",
    ),
    Mutant(
        "weight-of-the-layer-below",
        old="delta2 = delta3 * w3",
        new="w2, w3 = w1, w2\n    delta2 = delta3 * w3",
        explanation="From a_3 back to f_2: which weight lies between these two? You are one layer off.",
    ),
    Mutant(
        "slopes-not-propagated",
        old="[delta1, delta2, delta3]",
        new="[delta3 * w3 * w2, delta3 * w3, delta3]",
        explanation="Your signal passes two sigmoids and is not changed by them. What is df_2/da_2?",
    ),
    Mutant(
        "last-delta-for-all",
        old="delta1 = delta2",
        new="delta1 = delta3",
        explanation="Your path from the loss to a_1 leaves out a layer: which delta lies right above it?",
    ),
    Mutant(
        "order-reversed",
        old="[delta1, delta2, delta3]",
        new="[delta3, delta2, delta1]",
        explanation="You computed them from the last to the first. In which order does the docstring want them?",
    ),
    Mutant(
        "derivatives-by-the-activations",
        old="[delta1, delta2, delta3]",
        new="[delta2 * w2, delta3 * w3, sigmoid(a3) - y]",
        explanation="You give dL/df_1, dL/df_2, dL/df_3. The deltas belong to the values before the sigmoids.",
    ),
    Mutant(
        "factor-two",
        old="(sigmoid(a3) - y)",
        new="2 * (sigmoid(a3) - y)",
        explanation="Differentiate this sheet's loss once more, with its constant in front.",
    ),
    Mutant(
        "learning-rate-inside",
        old="(sigmoid(a3) - y)",
        new="0.1 * (sigmoid(a3) - y)",
        explanation="A derivative knows nothing of step sizes, whatever the slide writes: when does the rate come in?",
    ),
)

CHAIN_GRADIENT = (
    Mutant(
        "bias-times-x",
        old="delta1, delta2 * f1",
        new="delta1 * x, delta2 * f1",
        explanation="In a_1 = w_1 x + b_1 only one of the two parameters is multiplied by x. What is da_1/db_1?",
    ),
    Mutant(
        "slides-order",
        old="[delta1 * x, delta1, delta2 * f1, delta3 * f2]",
        new="[delta3 * f2, delta2 * f1, delta1 * x, delta1]",
        explanation="That is how the slide lists them. In which order does params hold the four?",
    ),
    Mutant(
        "bias-last",
        old="[delta1 * x, delta1, delta2 * f1, delta3 * f2]",
        new="[delta1 * x, delta2 * f1, delta3 * f2, delta1]",
        explanation="Compare the place of your bias's derivative with the bias's place in params.",
    ),
    Mutant(
        "sign",
        old="np.array([delta1",
        new="-np.array([delta1",
        explanation="You give the direction of descent. The minus belongs to the update, not to the gradient.",
    ),
    Mutant(
        "factor-two",
        old="np.array([delta1",
        new="2 * np.array([delta1",
        explanation="A square without a 1/2 would have this gradient. Has the loss of this sheet one?",
    ),
    Mutant(
        "learning-rate-inside",
        old="np.array([delta1",
        new="0.1 * np.array([delta1",
        explanation="A gradient knows nothing of step sizes, whatever the slide writes: when does the rate come in?",
    ),
    Mutant(
        "values-before-activation",
        old="delta2 * f1, delta3 * f2",
        new="delta2 * (w1 * x + b1), delta3 * (w2 * f1)",
        explanation="What does w_2 multiply in a_2: the value before the first sigmoid, or the one behind it?",
    ),
    Mutant(
        "own-output-for-input",
        old="[delta1 * x, delta1, delta2 * f1, delta3 * f2]",
        new="[delta1 * f1, delta1, delta2 * f2, delta3 * chain_forward(params, x)]",
        explanation="You multiply by what comes out of each layer. What goes into it, beside its weight?",
    ),
    Mutant(
        "weights-for-inputs",
        old="[delta1 * x, delta1, delta2 * f1, delta3 * f2]",
        new="[delta1 * w1, delta1, delta2 * w2, delta3 * params[3]]",
        explanation="What is the derivative of w x by w? You took the one by x.",
    ),
    Mutant(
        "deltas-backwards",
        old="delta1, delta2, delta3 = chain_deltas",
        new="delta3, delta2, delta1 = chain_deltas",
        explanation="Which of its three numbers does chain_deltas give first?",
    ),
    Mutant(
        "bias-in-every-layer",
        old="delta1, delta2 * f1",
        new="delta1 + delta2 + delta3, delta2 * f1",
        explanation="The bias acts in one layer only, so its derivative has one term.",
    ),
    Mutant(
        "difference-quotient",
        old="return np.array([delta1 * x, delta1, delta2 * f1, delta3 * f2])",
        new=(
            "h = 1e-3 * np.eye(4)\n"
            "    return np.array([(chain_loss(params + e, x, y) - chain_loss(params, x, y)) / 1e-3 for e in h])"
        ),
        explanation="A difference quotient is only nearly the derivative. The chain rule gives it to the last digit.",
    ),
    Mutant(
        "integer-buffer",
        old="return np.array([delta1 * x, delta1, delta2 * f1, delta3 * f2])",
        new=(
            "gradient = np.array([0, 0, 0, 0])\n"
            "    gradient[:] = delta1 * x, delta1, delta2 * f1, delta3 * f2\n"
            "    return gradient"
        ),
        explanation="Nothing but whole numbers fits into the array that you fill: look at its dtype.",
    ),
)

CHAIN_STEP = (
    Mutant(
        "ascent",
        old="params - learning_rate",
        new="params + learning_rate",
        explanation="Compute the loss before and after your step: does it fall?",
    ),
    Mutant(
        "learning-rate-twice",
        old="learning_rate *",
        new="learning_rate**2 *",
        explanation="Double the learning rate: your step grows fourfold. Where does the rate come in a second time?",
    ),
    Mutant(
        "learning-rate-missing",
        old="learning_rate *",
        new="1 *",
        explanation="One of your arguments makes no difference to your answer.",
    ),
    Mutant(
        "update-alone",
        old="params - learning_rate",
        new="-learning_rate",
        explanation="You return how far to go. Wanted is where one gets to.",
    ),
    Mutant(
        "updated-weights-for-the-layers-below",
        old="return params - learning_rate * chain_gradient(params, x, y)",
        new=(
            "w1, b1, w2, w3 = params\n"
            "    f1 = sigmoid(w1 * x + b1)\n"
            "    f2 = sigmoid(w2 * f1)\n"
            "    delta3 = chain_deltas(params, x, y)[2]\n"
            "    w3 = w3 - learning_rate * delta3 * f2\n"
            "    delta2 = delta3 * w3 * f2 * (1 - f2)\n"
            "    w2 = w2 - learning_rate * delta2 * f1\n"
            "    delta1 = delta2 * w2 * f1 * (1 - f1)\n"
            "    return np.array([w1 - learning_rate * delta1 * x, b1 - learning_rate * delta1, w2, w3])"
        ),
        explanation="Your delta_2 goes back through a w_3 that has moved already. When may the first weight change?",
    ),
    Mutant(
        "one-parameter-after-the-other",
        old="return params - learning_rate * chain_gradient(params, x, y)",
        new=(
            "params = params.astype(float)\n"
            "    for j in range(4):\n"
            "        params[j] -= learning_rate * chain_gradient(params, x, y)[j]\n"
            "    return params"
        ),
        explanation="Your second entry already sees the new first one. An update moves all at once.",
    ),
    Mutant(
        "one-after-the-other-from-the-last",
        old="return params - learning_rate * chain_gradient(params, x, y)",
        new=(
            "params = params.astype(float)\n"
            "    for j in (3, 2, 0, 1):\n"
            "        params[j] -= learning_rate * chain_gradient(params, x, y)[j]\n"
            "    return params"
        ),
        explanation="The slide's lines are one vector of updates. At which parameters do you take each derivative?",
    ),
    Mutant(
        "integer-params",
        old="return params - learning_rate * chain_gradient(params, x, y)",
        new="return (params - learning_rate * chain_gradient(params, x, y)).astype(params.dtype)",
        explanation="When params holds whole numbers your answer stays whole: look at the dtype you store it in.",
    ),
    Mutant(
        "changed-in-place",
        old="return params - learning_rate * chain_gradient(params, x, y)",
        new="params -= learning_rate * chain_gradient(params, x, y)\n    return params",
        explanation="Look at params after your call: -= changes the array that the caller still holds.",
    ),
)

CHAIN_TRAIN = (
    Mutant(
        "order-ignored",
        old="for i in order",
        new="for i in range(len(xs))",
        explanation="You visit the samples from first to last, once each. Who decides which come, and when?",
    ),
    Mutant(
        "positions-for-indices",
        old="for i in order",
        new="for i in range(len(order))",
        explanation="You count how many steps there are, but look up the samples by that count. What stands in order?",
    ),
    Mutant(
        "each-index-once",
        old="for i in order",
        new="for i in np.unique(order)",
        explanation="Your loop drops the repetitions in order and sorts it. It is a list of visits, not a set.",
    ),
    Mutant(
        "labels-left-behind",
        old="for i in order:\n        params = chain_step(params, xs[i], ys[i]",
        new="for k, i in enumerate(order):\n        params = chain_step(params, xs[i], ys[k]",
        explanation="You shuffled the inputs and left the labels as they were: the two belong together.",
    ),
    Mutant(
        "always-from-the-start",
        old="params = np.array(params, dtype=np.float64)\n    for i in order:\n        params = chain_step(params,",
        new=(
            "start = np.array(params, dtype=np.float64)\n"
            "    params = start\n"
            "    for i in order:\n"
            "        params = chain_step(start,"
        ),
        explanation="Only your last step counts: from which parameters does each one begin?",
    ),
    Mutant(
        "all-samples-at-every-step",
        old="chain_step(params, xs[i], ys[i], learning_rate)",
        new="np.mean([chain_step(params, x, y, learning_rate) for x, y in zip(xs, ys)], axis=0)",
        explanation="Every step should know one sample only, the i-th.",
    ),
    Mutant(
        "returns-inside-the-loop",
        old="learning_rate)\n    return params",
        new="learning_rate)\n        return params",
        explanation="How many steps do you make? Look at the indentation of your return.",
    ),
    Mutant(
        "last-visit-left-out",
        old="for i in order",
        new="for i in order[:-1]",
        explanation="Count your steps: for K indices there should be K.",
    ),
    Mutant(
        "no-copy",
        old="np.array(params, dtype=np.float64)",
        new="params",
        explanation="For an empty order you hand back the caller's own array: change your answer, and look at theirs.",
    ),
)
