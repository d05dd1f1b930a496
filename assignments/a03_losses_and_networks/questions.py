"""The sheet's questions: what the cross-entropy is for, what two missing signs do, and what an accuracy hides."""

from autograder.spec import Choice, Written

WHY_CROSS_ENTROPY = Choice(
    name="why_cross_entropy",
    points=2,
    text=(
        "In the figure above the label is 1. At $b = -6$ the network is quite sure of the wrong answer, and yet the "
        "quadratic loss gives it hardly any slope there. Why?"
    ),
    options={
        "error_is_small": (
            "The error $\\hat{y} - y$ is nearly 0 there, and squaring makes it smaller still; a logarithm does not."
        ),
        "slope_of_sigmoid": (
            "The slope of the sigmoid is nearly 0 there, and is a factor; the logarithm's steepness makes up for it."
        ),
        "slope_of_square": (
            "The slope of the square by $\\hat{y}$ is nearly 0 there, and is a factor; the logarithm's is about 1."
        ),
        "hidden_units": (
            "The slope of the hidden units' sigmoids is nearly 0 there, and is a factor; the logarithm passes them by."
        ),
    },
    right="slope_of_sigmoid",
    explanation=(
        "At b = -6 the error is nearly -1, and so is the slope of the quadratic loss by y_hat; times the slope of the "
        "sigmoid, 0.0025, little is left. The cross-entropy's slope by y_hat is about -400, and the product about -1. "
        "The hidden units come before b: their slopes are in neither."
    ),
)

TABLE_WITHOUT_MINUS = Choice(
    name="table_without_minus",
    points=2,
    text=(
        "Somebody copies $J$ and $g_y$ from the table as they stand, both without the minus, does everything else "
        "right, and trains with $\\theta \\leftarrow \\theta - \\eta \\, \\partial J / \\partial \\theta$. "
        "What happens?"
    ),
    options={
        "cancel": (
            "Difference quotients of that $J$ agree with that $g_y$. The signs cancel, so the predictions get better."
        ),
        "told": (
            "Difference quotients of that $J$ contradict that $g_y$, and so show the slip. The predictions get worse."
        ),
        "shown_only": (
            "Difference quotients of that $J$ contradict that $g_y$. Only the loss shown is wrong; the predictions get "
            "better."
        ),
        "unnoticed": (
            "Difference quotients of that $J$ agree with that $g_y$, and so show nothing. The predictions get worse."
        ),
    },
    right="unnoticed",
    explanation=(
        "Without the minus J is the log likelihood, and g_y is its derivative: they agree. A step against that "
        "gradient makes the likelihood smaller, so what really happened becomes less probable with every step."
    ),
)

WHAT_A_DOCTOR_ASKS = Written(
    name="what_a_doctor_asks",
    points=4,
    text=(
        "Your network is right about 97 of 100 held-out tumours with the limit 0.5, and about 93 of 100 with 0.01. "
        "Is accuracy what a doctor wants to know? Write five to eight sentences: which mistakes does each limit make, "
        "which limit would you recommend and why; how much of the 97 is the network's merit, against calling everybody "
        "benign, which is right for 62 of 100; and name one reason why the counts may be different in another hospital."
    ),
    rubric=(
        "1 point: tells missed tumours from false alarms, with the counts of both limits (5 and 0; 0 and 12).",
        "1 point: accuracy counts both alike, though they cost differently; recommends a limit for such a reason.",
        "1 point: only what is above 62 is merit (35 of 100): accuracy depends on the classes' shares.",
        (
            "1 point: one reason: few held-out tumours (65 malignant), other patients or devices. Right as well: the "
            "limits were judged on the same held-out tumours, so that the counts of the best one are too good."
        ),
    ),
)

QUESTIONS = (WHY_CROSS_ENTROPY, TABLE_WITHOUT_MINUS, WHAT_A_DOCTOR_ASKS)
