"""Known wrong answers about what is learnt from a step: the update of H, and H times the gradient."""

from autograder.spec import Mutant

BFGS_UPDATE = (
    Mutant(
        "inner-product-first",
        old="rho * np.outer(y, s)",
        new="rho * (y @ s)",
        explanation="Print the shape of your y s^T. A column times a row has as many entries as H.",
    ),
    Mutant(
        "inner-product-last",
        old="rho * np.outer(s, s)",
        new="rho * (s @ s)",
        explanation="You add the same number to every entry of H. Which shape has s s^T?",
    ),
    Mutant(
        "last-term-missing",
        old=" + rho * np.outer(s, s)",
        new="",
        explanation="Multiply your result by y: nothing is left. What should it give?",
    ),
    Mutant(
        "update-of-the-hessian",
        old=("V = np.eye(len(s)) - rho * np.outer(y, s)\n    updated: Array = V.T @ H @ V + rho * np.outer(s, s)"),
        new="updated = H - np.outer(H @ s, H @ s) / (s @ H @ s) + rho * np.outer(y, y)",
        explanation="Your matrix maps s to y, as the Hessian does. H stands for the inverse: what should it do?",
    ),
    Mutant(
        "davidon-fletcher-powell",
        old=("V = np.eye(len(s)) - rho * np.outer(y, s)\n    updated: Array = V.T @ H @ V + rho * np.outer(s, s)"),
        new="updated = H - np.outer(H @ y, H @ y) / (y @ H @ y) + rho * np.outer(s, s)",
        explanation="Yours maps y to s, too, but it is another method of the same family (DFP). Take the docstring's.",
    ),
    Mutant(
        "factors-exchanged",
        old="V.T @ H @ V",
        new="V @ H @ V.T",
        explanation="Write the two brackets down for n = 2: which of them stands to the left of H?",
    ),
    Mutant(
        "rho-not-inverted",
        old="1 / (y @ s)",
        new="y @ s",
        explanation="Take s and y twice as long: the update must not change. Does your rho make up for it?",
    ),
    Mutant(
        "entry-by-entry",
        old="V.T @ H @ V",
        new="V.T * H * V",
        explanation="In NumPy a star multiplies entry by entry. Which sign multiplies matrices?",
    ),
    Mutant(
        "from-the-identity",
        old="V.T @ H @ V",
        new="V.T @ V",
        explanation="Your result does not depend on H: everything that was learnt before is forgotten.",
    ),
)

LBFGS_DIRECTION = (
    Mutant(
        "both-loops-from-the-newest",
        old="for i in range(k):\n        beta",
        new="for i in reversed(range(k)):\n        beta",
        explanation="With one pair you are right. Write the product for two pairs: which factor is multiplied last?",
    ),
    Mutant(
        "both-loops-from-the-oldest",
        old="reversed(range(k))",
        new="range(k)",
        explanation="With one pair you are right. Write the product for two pairs: which factor meets g first?",
    ),
    Mutant(
        "uphill",
        old="return -r",
        new="return r",
        explanation="Without any pair you return the gradient itself: is that a way down?",
    ),
    Mutant(
        "scaling-inverted",
        old="(S[-1] @ Y[-1]) / (Y[-1] @ Y[-1])",
        new="(Y[-1] @ Y[-1]) / (S[-1] @ Y[-1])",
        explanation="Make s twice as long: so should H0 be. Test it on a parabola, where y is the curvature times s.",
    ),
    Mutant(
        "scaling-missing",
        old="q if k == 0 else (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) * q",
        new="q",
        explanation="You start from the identity with every k. Read once more what H0 is when there are pairs.",
    ),
    Mutant(
        "scaling-of-the-oldest-pair",
        old="(S[-1] @ Y[-1]) / (Y[-1] @ Y[-1])",
        new="(S[0] @ Y[0]) / (Y[0] @ Y[0])",
        explanation="Your H0 knows how steep it was long ago. Which row of S and Y is the newest?",
    ),
    Mutant(
        "scaling-by-the-steps",
        old="(S[-1] @ Y[-1]) / (Y[-1] @ Y[-1])",
        new="(S[-1] @ S[-1]) / (S[-1] @ Y[-1])",
        explanation="Your H0 has the right unit, but it is another quotient. Look at what stands below the line.",
    ),
    Mutant(
        "rho-not-inverted",
        old="1 / (Y[i] @ S[i])",
        new="Y[i] @ S[i]",
        explanation="Take g = y with a single pair: the direction must be -s. What is your rho?",
    ),
    Mutant(
        "steps-and-changes-exchanged",
        old="alpha[i] = rho[i] * (S[i] @ q)\n        q = q - alpha[i] * Y[i]",
        new="alpha[i] = rho[i] * (Y[i] @ q)\n        q = q - alpha[i] * S[i]",
        explanation="Look at your first loop: multiply I - rho y s^T by g on paper, and see where s and y end up.",
    ),
    Mutant(
        "first-loop-forgotten-in-the-second",
        old="(alpha[i] - beta) * S[i]",
        new="(0 - beta) * S[i]",
        explanation="Your second loop only takes away. What did the first one keep for it, and for which term?",
    ),
    Mutant(
        "gradient-changed-in-place",
        old=(
            "q = np.array(g, dtype=np.float64)\n"
            "    k = len(S)\n"
            "    rho = [1 / (Y[i] @ S[i]) for i in range(k)]\n"
            "    alpha = np.zeros(k)\n"
            "    # From the newest pair to the oldest: q becomes V_0 ... V_{k-1} g, where V_i = I - rho_i y_i s_i^T.\n"
            "    for i in reversed(range(k)):\n"
            "        alpha[i] = rho[i] * (S[i] @ q)\n"
            "        q = q - alpha[i] * Y[i]"
        ),
        new=(
            "q = g\n"
            "    k = len(S)\n"
            "    rho = [1 / (Y[i] @ S[i]) for i in range(k)]\n"
            "    alpha = np.zeros(k)\n"
            "    for i in reversed(range(k)):\n"
            "        alpha[i] = rho[i] * (S[i] @ q)\n"
            "        q -= alpha[i] * Y[i]"
        ),
        explanation="After your call the caller's gradient is another one: q = g makes no copy, and -= works in place.",
    ),
)
