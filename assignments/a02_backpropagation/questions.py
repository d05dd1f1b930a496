"""The sheet's questions: what is learned, and who found the way back."""

from autograder.spec import Choice

WHAT_IS_LEARNED = Choice(
    name="what_is_learned",
    points=2,
    text=(
        'The slide "Learning an MLP" estimates $\\theta = \\{f, w, b\\}$. In the chain of this sheet, what does '
        "gradient descent on the loss change?"
    ),
    options={
        "all_three": "The three activations, the three weights and the bias, as the slide's braces say.",
        "weights": "The three weights; the bias and the activations are chosen before training begins.",
        "values": "The values $f_1$, $f_2$ and $f_3$ of each sample; the weights and the bias follow from them.",
        "weights_and_bias": "The three weights and the bias; the activations are chosen before training begins.",
    },
    right="weights_and_bias",
    explanation=(
        "The activation f is a function that we choose; no derivative is ever taken with respect to it. Its values "
        "f_1, f_2, f_3 change during training, but only because the weights and the bias do."
    ),
)

FIRST_REVERSE_MODE = Choice(
    name="first_reverse_mode",
    points=2,
    text=(
        "By the slide's account, who first published backpropagation in its modern form: derivatives of nested "
        "functions, worked out from the end to the beginning, with everything already computed used again?"
    ),
    options={
        "pontryagin": "Lev Pontryagin, in the 1950s, in his work on optimal control.",
        "linnainmaa": "Seppo Linnainmaa, in 1970, in his master's thesis at Helsinki.",
        "werbos": "Paul Werbos, in 1974, in his doctoral thesis at Harvard.",
        "lecun": "Yann LeCun and others, in 1985, in their work on networks that learn.",
        "rumelhart": "David Rumelhart, Geoffrey Hinton and Ronald Williams, in 1986, in Nature.",
    },
    right="linnainmaa",
    explanation=(
        "Control theory had precursors since the 1950s. The modern form is Linnainmaa's of 1970, the reverse mode of "
        "automatic differentiation, sixteen years before the paper in Nature."
    ),
)

HELD_AGAINST_1986 = Choice(
    name="held_against_1986",
    points=2,
    text=(
        'A friend says: "Backpropagation? Rumelhart, Hinton and Williams, Nature, 1986." What does the slide hold '
        "against that?"
    ),
    options={
        "found_again": "It had been published before; they found it for themselves and cited none of the earlier work.",
        "taken_over": "They took the method from the optimal control of the 1950s, and credited Pontryagin with it.",
        "left_out": "It had been published before; they knew it from control theory and cited work on networks only.",
        "by_differences": "They measured slopes by moving each weight a little; the chain rule came with LeCun's work.",
    },
    right="found_again",
    explanation=(
        'The slide writes that Rumelhart "independently developed" it and did not cite earlier work, being "unaware" '
        "of it. The one who credits Pontryagin is LeCun."
    ),
)

QUESTIONS = (WHAT_IS_LEARNED, FIRST_REVERSE_MODE, HELD_AGAINST_1986)
