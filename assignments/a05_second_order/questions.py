"""The sheet's questions: what other units change, and what a pair of the wrong sign does."""

from autograder.spec import Choice

OTHER_UNITS = Choice(
    name="other_units",
    points=2,
    text="""The loss was in euros and is now in cents: $J$ becomes $100 \\, J$. The same steps $s$ have been made, one
or more. What happens to the $H$ of L-BFGS, and to its direction $-Hg$ at the same point?""",
    options={
        "smaller_smaller": "$H$ is a hundredth of what it was, and so is the direction.",
        "same_larger": "$H$ is what it was, the direction a hundred times as long.",
        "smaller_same": "$H$ is a hundredth of what it was, the direction is the same.",
        "larger_same": "$H$ is a hundred times what it was, the direction is the same.",
    },
    right="smaller_same",
    explanation="""Every $y$ is a hundred times as large, so that $H y = s$ makes $H$ a hundredth; $g$ is a hundred
times as large, and the product what it was. The step of gradient descent would be a hundred times as long.""",
)

WRONG_CURVATURE = Choice(
    name="wrong_curvature",
    points=2,
    text="""There are two parameters or more. Somebody has forgotten the exception and has learnt a pair with
$y^T s < 0$. For which gradient $g$ is it certain that the next direction, $-Hg$, leads uphill?""",
    options={
        "step": "For $g = s$, the step that was made.",
        "difference": "For $g = y$, the change of the gradient.",
        "every": "For every $g$, as $H$ has changed its sign.",
        "unknown": "For no $g$ that could be named beforehand.",
    },
    right="difference",
    explanation="""The secant equation holds for this pair, too. So at $g = y$ the direction is $-Hy = -s$, and the
slope along it is $-y^T s > 0$. At other gradients it may still lead down.""",
)

QUESTIONS = (OTHER_UNITS, WRONG_CURVATURE)
