"""The sheet's questions: two to choose from, and one on what an experiment shows and what it cannot."""

from autograder.spec import Choice, Written

MOMENTUM_FORMS = Choice(
    name="momentum_forms",
    points=2,
    text="""`momentum_average` runs with the learning rate 0.5 and `w` = 0.1. `momentum_velocity` starts at the same
point and runs with `mu` = 0.9. With which learning rate does it visit the same points?""",
    options={
        "smaller": "With 0.05, a tenth of that rate.",
        "same": "With 0.5, the very same rate.",
        "larger": "With 5, ten times that rate.",
        "none": "With none, the paths always differ.",
    },
    right="smaller",
    explanation="""Put $v = -\\eta D$ into the average: it becomes
$v \\leftarrow (1 - w) \\, v - \\eta \\, w \\, \\nabla J$, the velocity with $\\mu = 1 - w$ and the rate
$\\eta \\, w = 0.05$. Who changes the form and keeps the rate makes steps that are up to ten times as long.""",
)

ADAGRAD_SCHEDULE = Choice(
    name="adagrad_schedule",
    points=2,
    text="""A parameter has the same gradient, not zero, at every update. Leave $\\epsilon$ aside. How long is its
Adagrad step at update $t = 1, 2, 3, \\dots$?""",
    options={
        "constant": "$\\eta$ at every update",
        "root": "$\\eta / \\sqrt{t}$ at update $t$",
        "harmonic": "$\\eta / t$ at update $t$",
        "exponential": "$\\eta \\, e^{-(t-1)}$ at update $t$",
    },
    right="root",
    explanation="""At update $t$ the sum is $t$ times the squared gradient, and its root has the factor $\\sqrt{t}$: the
slide's "most common choice", for every parameter by itself. The steps of RMSProp would tend to $\\eta$ instead.""",
)

CLOSING_CLAIMS = Written(
    name="closing_claims",
    points=4,
    text="""Take the three claims one by one: what does your run show for it or against it? Quote the numbers that you
rely on. A rate that falls counts as tuning; say where your verdict rests on it. "Worse local minima" can mean a larger
$J$ at the end or a larger $J$ of new signals: look at both. Then say what the run cannot show: give two reasons, and
for each an experiment that would tell more.

About ten sentences are enough.""",
    rubric=(
        (
            "2 points: for each claim a verdict with numbers of the run. Momentum is hard to beat if its rate falls"
            " (J at the end 0.24, the smallest); with a constant rate (0.29) it is one of five from 0.27 to 0.31 that"
            " the starts hardly tell apart. No consensus: the order changes with the measure. The adaptive methods are"
            " faster early (0.47 to 0.54, not 0.57 to 0.64), but no worse at the end (0.27 to 0.28) nor on new signals"
            " (0.47 to 0.51; the others 0.47 to 0.52). Another verdict is right if its numbers and the ± carry it"
            " (1 point if a claim or the numbers are missing)."
        ),
        (
            "2 points: two sound reasons, each with an experiment that fits. For example: one small network and made-up"
            " signals (others, real images); only momentum got a schedule, and only rates were tuned, among five"
            " (the same budget for all); tuned for J at the end, not for new signals (a third set to tune on); J after"
            " 300 updates is no local minimum yet (longer runs, the norm of the gradient); differences as small as ±"
            " (more starts) (1 point for one reason only, or for two without experiments)."
        ),
    ),
)

QUESTIONS = (MOMENTUM_FORMS, ADAGRAD_SCHEDULE, CLOSING_CLAIMS)
