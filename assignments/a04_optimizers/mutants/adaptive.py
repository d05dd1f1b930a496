"""Known wrong answers about adaptive rates: squares, roots, averages, their start, and where epsilon stands."""

from autograder.spec import Mutant

_DOWNHILL = "Follow the first update on paper: does your step go down the slope or up?"
_WHOLE = "When theta0 holds whole numbers your points stay whole: look at the dtype you store them in."
_COPY = "With no steps you return the very array that you were given: change one and you change the other."
_COUNT = "Count the updates that you make: are there as many as `steps` says?"
_GUARD = "Make epsilon large, 0.1 say: your path does not change. What is it there for?"
_PRECEDENCE = "Python divides before it adds: is your epsilon below the fraction line or beside it?"
_SIZE = "Multiply the objective by 100: the steps should stay about as they are. Do yours? Mind squares and roots."
_EACH = "Every parameter has a rate of its own. Yours share one: do you add up over the parameters?"

ADAGRAD = (
    Mutant("root-missing", old="np.sqrt(G)", new="G", explanation=_SIZE),
    Mutant("square-missing", old="g**2", new="np.abs(g)", explanation=_SIZE),
    Mutant(
        "forgets",
        old="G + g**2",
        new="g**2",
        explanation="Your G is that of the last gradient alone, so that all steps are equally long.",
    ),
    Mutant(
        "mean-of-squares",
        old="for _ in range(steps):\n        g = gradient(theta)\n        G = G + g**2",
        new="for t in range(1, steps + 1):\n        g = gradient(theta)\n        G = ((t - 1) * G + g**2) / t",
        explanation="You take the mean of the squares; your steps do not become shorter with time. Mean or sum?",
    ),
    Mutant(
        "moving-average",
        old="G + g**2",
        new="0.9 * G + (1 - 0.9) * g**2",
        explanation="Adagrad never forgets. Which of the next exercises has a moving average?",
    ),
    Mutant("one-rate-for-all", old="g**2", new="np.sum(g**2)", explanation=_EACH),
    Mutant(
        "starts-at-one",
        old="np.zeros_like(theta)",
        new="np.ones_like(theta)",
        explanation="Your first step is shorter than the learning rate: where does G start?",
    ),
    Mutant("epsilon-missing", old="np.sqrt(G) + epsilon", new="np.sqrt(G)", explanation=_GUARD),
    Mutant(
        "epsilon-beside-the-fraction", old="(np.sqrt(G) + epsilon)", new="np.sqrt(G) + epsilon", explanation=_PRECEDENCE
    ),
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant("one-update-short", old="range(steps)", new="range(steps - 1)", explanation=_COUNT),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * g / (np.sqrt(G) + epsilon)",
        new="theta = (theta - learning_rate * g / (np.sqrt(G) + epsilon)).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)

RMSPROP = (
    Mutant("root-missing", old="np.sqrt(E)", new="E", explanation=_SIZE),
    Mutant("square-missing", old="g**2", new="np.abs(g)", explanation=_SIZE),
    Mutant(
        "weights-exchanged",
        old="rho * E + (1 - rho) * g**2",
        new="(1 - rho) * E + rho * g**2",
        explanation="rho is the share that is kept, and usually the larger one. What do you keep?",
    ),
    Mutant(
        "adagrad",
        old="rho * E + (1 - rho) * g**2",
        new="E + g**2",
        explanation="Your E only grows: that is the exercise before.",
    ),
    Mutant(
        "new-square-in-full",
        old="(1 - rho) * g**2",
        new="g**2",
        explanation="The weights of an average add up to 1; do yours?",
    ),
    Mutant(
        "forgets-the-history",
        old="rho * E + (1 - rho) * g**2",
        new="(1 - rho) * g**2",
        explanation="Your E knows nothing of the gradients before the last one.",
    ),
    Mutant(
        "starts-at-the-first-square",
        old="np.zeros_like(theta)",
        new="gradient(theta) ** 2",
        explanation="Look at the length of your first step, and at where the docstring lets E start.",
    ),
    Mutant(
        "corrected",
        old="for _ in range(steps):\n        g = gradient(theta)\n        E = rho * E + (1 - rho) * g**2\n"
        "        theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)",
        new="for t in range(1, steps + 1):\n        g = gradient(theta)\n        E = rho * E + (1 - rho) * g**2\n"
        "        theta = theta - learning_rate * g / (np.sqrt(E / (1 - rho**t)) + epsilon)",
        explanation="You correct the average for its start. Which method does that, and does this one?",
    ),
    Mutant("one-rate-for-all", old="g**2", new="np.sum(g**2)", explanation=_EACH),
    Mutant("epsilon-missing", old="np.sqrt(E) + epsilon", new="np.sqrt(E)", explanation=_GUARD),
    Mutant(
        "epsilon-beside-the-fraction", old="(np.sqrt(E) + epsilon)", new="np.sqrt(E) + epsilon", explanation=_PRECEDENCE
    ),
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)",
        new="theta = (theta - learning_rate * g / (np.sqrt(E) + epsilon)).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)

ADADELTA = (
    Mutant(
        "epsilon-outside-the-roots",
        old="-np.sqrt(Ed + epsilon) / np.sqrt(Eg + epsilon) * g",
        new="-(np.sqrt(Ed) + epsilon) / (np.sqrt(Eg) + epsilon) * g",
        explanation="Here epsilon makes the first step, so that its place matters. What is under the roots?",
    ),
    Mutant(
        "epsilon-in-the-numerator-alone",
        old="np.sqrt(Eg + epsilon)",
        new="np.sqrt(Eg)",
        explanation="Make epsilon large, 0.1 say, and compare both of your roots with the docstring's.",
    ),
    Mutant(
        "roots-missing",
        old="np.sqrt(Ed + epsilon) / np.sqrt(Eg + epsilon)",
        new="(Ed + epsilon) / (Eg + epsilon)",
        explanation="The averages are of squares: what gives them back the unit of a step, and of a gradient?",
    ),
    Mutant(
        "averages-exchanged",
        old="np.sqrt(Ed + epsilon) / np.sqrt(Eg + epsilon)",
        new="np.sqrt(Eg + epsilon) / np.sqrt(Ed + epsilon)",
        explanation="Where the gradients are large, should the rate be large or small?",
    ),
    Mutant(
        "steps-never-averaged",
        old="Ed = rho * Ed + (1 - rho) * d**2",
        new="pass",
        explanation="Your Ed stays what it was at the start: that is RMSProp with a fixed rate.",
    ),
    Mutant(
        "gradients-for-steps",
        old="(1 - rho) * d**2",
        new="(1 - rho) * g**2",
        explanation="Your two averages are the same: what is Ed the average of?",
    ),
    Mutant(
        "weights-exchanged",
        old="for _ in range(steps)",
        new="rho = 1.0 - rho\n    for _ in range(steps)",
        explanation="rho is the share that is kept, and usually the larger one. What do you keep?",
    ),
    Mutant(
        "sums-instead-of-averages",
        old="rho * Eg + (1 - rho) * g**2",
        new="Eg + g**2",
        explanation="Your Eg only grows, as in Adagrad. This method forgets.",
    ),
    Mutant(
        "square-missing",
        old="g**2",
        new="np.abs(g)",
        explanation="Eg and Ed are averages of the same kind: compare their lines.",
    ),
    Mutant("one-rate-for-all", old="g**2", new="np.sum(g**2)", explanation=_EACH),
    Mutant("ascent", old="-np.sqrt(Ed", new="np.sqrt(Ed", explanation=_DOWNHILL),
    Mutant("one-update-short", old="range(steps)", new="range(steps - 1)", explanation=_COUNT),
    Mutant(
        "integer-theta",
        old="theta = theta + d",
        new="theta = (theta + d).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)

_HATS = "m_hat = m / (1 - beta1**t)\n        v_hat = v / (1 - beta2**t)"

ADAM = (
    Mutant(
        "uncorrected",
        old=_HATS,
        new="m_hat = m\n        v_hat = v",
        explanation="Both averages start at zero and are too small at first. Which lines of the docstring mend that?",
    ),
    Mutant(
        "correction-stored",
        old=_HATS,
        new="m_hat = m = m / (1 - beta1**t)\n        v_hat = v = v / (1 - beta2**t)",
        explanation="You are right once: then the corrected averages go into the next ones. Which m does the next "
        "update start from?",
    ),
    Mutant(
        "correction-without-power",
        old=_HATS,
        new="m_hat = m / (1 - beta1)\n        v_hat = v / (1 - beta2)",
        explanation="You are right once: then your correction should fade. What in it depends on t?",
    ),
    Mutant(
        "correction-one-update-late",
        old="range(1, steps + 1)",
        new="range(2, steps + 2)",
        explanation="After the first update m_hat should be the first gradient itself. Which t belongs to it?",
    ),
    Mutant(
        "first-moment-alone-corrected",
        old="v_hat = v / (1 - beta2**t)",
        new="v_hat = v",
        explanation="Compare the length of your first step with the learning rate: both averages start at zero.",
    ),
    Mutant(
        "betas-exchanged",
        old="for t in range",
        new="beta1, beta2 = beta2, beta1\n    for t in range",
        explanation="Which of your two averages remembers longer? Which should?",
    ),
    Mutant(
        "weights-exchanged",
        old="m = beta1 * m + (1 - beta1) * g\n        v = beta2 * v + (1 - beta2) * g**2",
        new="m = (1 - beta1) * m + beta1 * g\n        v = (1 - beta2) * v + beta2 * g**2",
        explanation="beta1 and beta2 are the shares that are kept, and usually the larger ones. What do you keep?",
    ),
    Mutant(
        "no-momentum",
        old="m_hat / (np",
        new="g / (np",
        explanation="Your step follows the last gradient alone: where does the first average go?",
    ),
    Mutant("square-missing", old="g**2", new="np.abs(g)", explanation=_SIZE),
    Mutant("root-missing", old="np.sqrt(v_hat)", new="v_hat", explanation=_SIZE),
    Mutant("one-rate-for-all", old="g**2", new="np.sum(g**2)", explanation=_EACH),
    Mutant("epsilon-missing", old="np.sqrt(v_hat) + epsilon", new="np.sqrt(v_hat)", explanation=_GUARD),
    Mutant(
        "epsilon-beside-the-fraction",
        old="(np.sqrt(v_hat) + epsilon)",
        new="np.sqrt(v_hat) + epsilon",
        explanation=_PRECEDENCE,
    ),
    Mutant(
        "epsilon-before-the-correction",
        old="(np.sqrt(v_hat) + epsilon)",
        new="((np.sqrt(v) + epsilon) / np.sqrt(1 - beta2**t))",
        explanation="You add epsilon to the root of the uncorrected average, as some libraries do. Which root does the "
        "docstring add it to?",
        keeps=0.5,
    ),
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)",
        new="theta = (theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)
