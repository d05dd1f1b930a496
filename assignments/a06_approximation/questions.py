"""The sheet's questions: the theorem's three limits, and the two conditions that the slide leaves out."""

from autograder.spec import Choice, Written

HOW_MANY = Written(
    name="how_many",
    points=4,
    text="""For your staircase you can say how many steps are enough. Let $f$ be nowhere steeper than $S$, that is
$\\lvert f(x) - f(x') \\rvert \\le S \\, \\lvert x - x' \\rvert$, on an interval of length $\\ell$. Let the knots be
evenly spaced from one end to the other, and ignore the width of each climb, as if it were vertical.

1. How many steps make the largest distance at most $\\epsilon$? Give a number, as small as your argument allows.
2. Why is it, all the same, true that the *theorem* does not name a size?

Four sentences are enough.""",
    rubric=(
        (
            "2 points: with n steps no place is further than l/(2n) from its knot, so n >= S l/(2 epsilon) is enough"
            " (1 point for S l/epsilon, or for the right idea with a slip)."
        ),
        (
            "2 points: one good reason, any of these: S is not known; a continuous f need not have one (sqrt(x) from 0 "
            "to 1); the theorem is for all continuous f, and no number of units does for all of them; it only says "
            "that weights exist, and has no count to give; this count suffices for one construction, and is not what "
            "is needed."
        ),
    ),
)

SECOND_LIMIT = Written(
    name="second_limit",
    points=6,
    text="""The slide's second limit reads: "Only guarantees *function approximation* on the given training data; does
not guarantee generalization on new test data".

1. Which half of this sentence is true, and which is not? Say for which $x$ the theorem promises that $\\hat{y}(x)$ is
   near $f(x)$.
2. What does the theorem say about a network that was trained on finitely many examples? Use the experiment above.
3. Write a second limit that is correct.

Six sentences are enough.""",
    rubric=(
        (
            "2 points: the first half is not: the theorem promises that the two are near at every x of the closed and "
            "bounded interval, and training data do not occur in it. The second half is true, as the theorem has "
            "nothing to say about new data (1 point for the two halves without the x)."
        ),
        (
            "2 points: nothing. It presupposes that f is known everywhere, and examples do not tell f: two functions "
            "can agree at all knots and be far apart between them (1 point without the experiment or another example)."
        ),
        (
            "2 points: a sentence that is true, for instance: some network approximates f on the whole interval, but"
            " whether one that was fitted to examples of f does, is left open (1 point if training data stay in the "
            "promise)."
        ),
    ),
)

EXISTENCE = Choice(
    name="existence",
    points=2,
    text=(
        "Your network of 64 hidden units comes within 0.018 of $f$. Somebody trains a network of the same size by "
        "gradient descent, for very long, and it stays 0.5 away. Does that contradict the theorem?"
    ),
    options={
        "size": "Yes: 64 units are enough, as you have shown, so that the descent has to arrive there as well.",
        "infinity": "No: the theorem is about infinitely many hidden units, and 64 are never enough for it.",
        "rate": "Yes, unless the learning rate was too large: with a small one the theorem says it converges.",
        "weights": "No: good weights exist, as you have shown, but the theorem names no way that leads to them.",
    },
    right="weights",
    explanation=(
        "The theorem says that weights exist, and yours are the proof for this f. Whether descent finds them depends "
        "on the start and the loss, of which it does not speak."
    ),
)

WHOLE_LINE = Written(
    name="whole_line",
    points=4,
    text="""The theorem needs a closed and bounded interval. Take any network
$\\hat{y}(x) = c + \\sum_j v_j \\, s(w_j x + b_j)$ with finitely many hidden units, whatever its weights.
(A unit with $w_j = 0$ says the same everywhere. Count it with $c$; you need not treat it.)

1. What does it say far to the left and far to the right, and why?
2. Name a continuous function on the whole line that no such network approximates to within 0.1, and say why.

Four sentences are enough.""",
    rubric=(
        (
            "2 points: every sigmoid tends to 0 or 1, so the network tends to a constant on either side; weights of 0 "
            "need no word (1 point for bounded without a reason, or for this sheet's staircase only)."
        ),
        (
            "2 points: a function and its reason: x or x^2, which leave every bound, while the network is bounded; or"
            " sin(x), which goes on swinging, while the network settles on a constant (1 point without the reason)."
        ),
    ),
)

SQUARES = Choice(
    name="squares",
    points=2,
    text=(
        "Put $a^2$ in the place of the sigmoid: $\\hat{y}(x) = c + \\sum_j v_j \\, (w_j x + b_j)^2$. Why does no "
        "number of hidden units bring such a network near to $\\sin(2x)$ on the interval from 0 to 6?"
    ),
    options={
        "sign": "A square is never negative, so that a sum of them cannot follow the sine below zero.",
        "sum": "However many units one adds up, the sum is a polynomial of degree two at the most.",
        "bounds": "A square has no upper bound, and the theorem is about activations between 0 and 1 only.",
        "steps": "A square has no step in it, however large its weight, and without steps no staircase comes about.",
    },
    right="sum",
    explanation=(
        "A sum of parabolas is a parabola, so more units give no more functions. The output weights may be negative, "
        "and activations without an upper bound, such as max(0, a), do approximate; so does exp(a), which has no step."
    ),
)

QUESTIONS = (HOW_MANY, SECOND_LIMIT, EXISTENCE, WHOLE_LINE, SQUARES)
