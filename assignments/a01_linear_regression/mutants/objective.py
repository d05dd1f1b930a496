"""Known wrong answers about J: predictions, the loss, its gradient, guesses, arrows and curvature."""

from autograder.spec import Mutant

PREDICT = (
    Mutant(
        "transposed",
        old="X @ theta",
        new="X.T @ theta",
        explanation="One example is a row of X. A square X hides which of its two axes you summed over.",
    ),
    Mutant(
        "bias-of-its-own",
        old="X @ theta",
        new="theta[0] + X[:, 1:] @ theta[1:]",
        explanation="You took theta_1 for a bias, but X comes with whatever constant column is wanted.",
    ),
    Mutant(
        "mean-over-features",
        old="X @ theta",
        new="np.mean(X * theta, axis=1)",
        explanation="With one feature you are right, with M features you are M times too small.",
    ),
    Mutant(
        "summed-over-examples",
        old="X @ theta",
        new="np.sum(X * theta, axis=0)",
        explanation="You return one number a feature; there should be one number an example.",
    ),
    Mutant(
        "rounded-to-whole-numbers",
        old="X @ theta",
        new="(X @ theta).astype(int)",
        explanation="Your predictions lose what stands behind the decimal point: look at their dtype.",
    ),
)

MEAN_SQUARED_ERROR = (
    Mutant(
        "sum-instead-of-mean",
        old="np.mean(",
        new="np.sum(",
        explanation="Copy every example once: your J doubles. Should it?",
    ),
    Mutant(
        "one-half",
        old="float(np.mean(",
        new="float(1 / 2 * np.mean(",
        explanation="The factor 1/2 is the quadratic loss's, of a later slide. Read this one's constant.",
    ),
    Mutant(
        "root-of-the-mean",
        old="float(np.mean(",
        new="np.sqrt(np.mean(",
        explanation="In which unit is your J, if y is in metres? In which is the slide's?",
    ),
    Mutant(
        "absolute-error",
        old="(y - predict(theta, X)) ** 2",
        new="np.abs(y - predict(theta, X))",
        explanation="Try one example that is off by 3. What does the slide do with the 3?",
    ),
    Mutant(
        "square-of-the-mean",
        old="(y - predict(theta, X)) ** 2)",
        new="y - predict(theta, X)) ** 2",
        explanation="Errors of +1 and -1 cancel in your J. Which comes first, the square or the mean?",
    ),
    Mutant(
        "divided-by-features",
        old="np.mean(",
        new="1 / len(theta) * np.sum(",
        explanation="You divide by the number of parameters. Over what does the slide take the mean?",
    ),
    Mutant(
        "times-n-by-precedence",
        old="np.mean(",
        new="1 / 2 * len(y) * np.sum(",
        explanation="Python reads 1 / 2 * N from the left: you multiply by N. And has the slide a 1/2?",
    ),
    Mutant(
        "column-minus-row",
        old="y - predict",
        new="y[:, None] - predict",
        explanation="Print the shape of your residuals: how many errors do N examples have?",
    ),
)

MEAN_SQUARED_ERROR_GRADIENT = (
    Mutant(
        "sign-missing",
        old="-2 / len(y)",
        new="2 / len(y)",
        explanation="Theta stands behind a minus inside the square. What does the chain rule do with it?",
    ),
    Mutant(
        "two-missing",
        old="-2 / len(y)",
        new="-1 / len(y)",
        explanation="Differentiate one square by hand. There is no 1/2 in front of this J to cancel against.",
    ),
    Mutant(
        "mean-missing",
        old="-2 / len(y) *",
        new="-2 *",
        explanation="J is a mean, and the derivative of a mean is a mean of derivatives.",
    ),
    Mutant(
        "learning-rate-inside",
        old="-2 / len(y)",
        new="-0.01 * 2 / len(y)",
        explanation="A gradient knows nothing of step sizes: the learning rate belongs to the update.",
    ),
    Mutant(
        "inner-derivative-missing",
        old="(X.T @ residuals)",
        new="(np.sum(residuals) * np.ones(len(theta)))",
        explanation="All your entries are equal. What is the derivative of theta^T x by theta_j?",
    ),
    Mutant(
        "divided-by-features",
        old="-2 / len(y)",
        new="-2 / len(theta)",
        explanation="Look at what you divide by: is it the number of examples or of parameters?",
    ),
    Mutant(
        "axes-exchanged",
        old="X.T @ residuals",
        new="X @ residuals",
        explanation="The gradient has one entry a parameter. Which axis of X is summed over?",
    ),
)

RANDOM_GUESSING = (
    Mutant(
        "largest",
        old="int(np.argmin(objectives))",
        new="int(np.argmax(objectives))",
        explanation="Your guess is the worst of all. Is a large J good?",
    ),
    Mutant(
        "last-of-equals",
        old="int(np.argmin(objectives))",
        new="len(objectives) - 1 - int(np.argmin(objectives[::-1]))",
        explanation="When two guesses are equally good, read in the docstring which one counts.",
    ),
    Mutant(
        "last-guess",
        old="candidates[best].copy()",
        new="candidates[-1].copy()",
        explanation="Your theta is the last guess whatever its J: remember the best one while you loop.",
    ),
    Mutant(
        "loss-alone",
        old="candidates[best].copy(), objectives[best]",
        new="objectives[best]",
        explanation="Two things are wanted, the guess and its J.",
    ),
    Mutant(
        "row-number",
        old="candidates[best].copy()",
        new="best",
        explanation="You return where the best guess stands, not the guess.",
    ),
    Mutant(
        "best-starts-at-zero",
        old="best = int(np.argmin(objectives))",
        new=(
            "best, smallest = 0, 0.0\n"
            "    for k, objective in enumerate(objectives):\n"
            "        if objective < smallest:\n"
            "            best, smallest = k, objective"
        ),
        explanation="No J is below the value your comparison starts from. What start does every J beat?",
    ),
    Mutant(
        "first-guess-skipped",
        old="int(np.argmin(objectives))",
        new="1 + int(np.argmin(objectives[1:]))",
        explanation="Your search never looks at the first row of the candidates.",
    ),
)

NEGATIVE_GRADIENT_FIELD = (
    Mutant(
        "uphill",
        old="-mean_squared_error_gradient",
        new="mean_squared_error_gradient",
        explanation="These are the arrows that gradient ascent would follow.",
    ),
    Mutant(
        "components-exchanged",
        old="U[point], V[point]",
        new="V[point], U[point]",
        explanation="U holds the derivative by theta_1, the horizontal part of an arrow.",
    ),
    Mutant(
        "parameters-exchanged",
        old="[T1[point], T2[point]]",
        new="[T2[point], T1[point]]",
        explanation="At which theta do you take the gradient for the mesh point (T1, T2)?",
    ),
    Mutant(
        "mesh-transposed",
        old="return U, V",
        new="return U.T, V.T",
        explanation="Your numbers are right but stand at other points of the mesh: rows and columns?",
    ),
    Mutant(
        "arrows-of-length-one",
        old="return U, V",
        new="length = np.hypot(U, V)\n    return U / length, V / length",
        explanation="Your arrows point the right way, but far from the minimum they should be longer.",
    ),
    Mutant(
        "integer-arrays",
        old="np.empty(T1.shape), np.empty(T1.shape)",
        new="np.empty(T1.shape, T1.dtype), np.empty(T1.shape, T1.dtype)",
        explanation="On a mesh of whole numbers your arrows are whole numbers: look at the dtype of U and V.",
    ),
)

LARGEST_STABLE_LEARNING_RATE = (
    Mutant(
        "rate-of-fastest-convergence",
        old="float(2 / np.max",
        new="float(1 / np.max",
        explanation="At your rate the steepest direction converges in one step. How much further may it go?",
    ),
    Mutant(
        "flattest-direction",
        old="np.max(",
        new="np.min(",
        explanation="Which direction of the bowl overshoots first, the flattest or the steepest?",
    ),
    Mutant(
        "mean-missing",
        old="2 / len(X) *",
        new="2 *",
        explanation="Copy every example once: J stays the same, your rate halves.",
    ),
    Mutant(
        "two-missing",
        old="2 / len(X)",
        new="1 / len(X)",
        explanation="Your rate fits a J with a 1/2 in front; differentiate a square twice.",
    ),
    Mutant(
        "sum-of-curvatures",
        old="np.max(np.linalg.eigvalsh(hessian))",
        new="np.trace(hessian)",
        explanation="You add the curvatures of all directions: right with one feature, too careful with two.",
    ),
    Mutant(
        "divided-by-features",
        old="len(X)",
        new="X.shape[1]",
        explanation="Over what is J a mean? A square X hides the difference.",
    ),
)
