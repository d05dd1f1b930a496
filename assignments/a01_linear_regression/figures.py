"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

import matplotlib.pyplot as plt
import numpy as np

from reference.linear_regression import (
    descent_path,
    gradient_descent,
    mean_squared_error,
    negative_gradient_field,
    predict,
    random_guessing,
    stochastic_gradient_descent,
)


def contours() -> None:
    """J as a map: lines join parameters (intercept, slope) of equal J, around one lowest point."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    intercepts, slopes = np.linspace(-2.5, 3.5, 121), np.linspace(-2, 4, 121)
    J = [mean_squared_error(np.array([a, b]), line, labels) for b in slopes for a in intercepts]

    plt.figure(figsize=(6, 5))
    levels = plt.contour(
        intercepts,
        slopes,
        np.reshape(J, (121, 121)),
        levels=[0.4, 1, 2, 4, 7, 11, 16],
        colors=plt.get_cmap("viridis")(np.linspace(0, 0.7, 7)),
    )
    plt.clabel(levels, fmt="%g", colors="#000000")
    plt.gca().set_aspect("equal")
    plt.xlabel(r"intercept $\theta_1$")
    plt.ylabel(r"slope $\theta_2$")
    plt.title(r"$J(\theta_1, \theta_2)$ of 30 points near a line")
    plt.show()


def guessing_against_descent() -> None:
    """J against the step: random guesses are seldom better than the best so far, every update is."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    guesses = np.random.default_rng(1).uniform(-4, 4, (40, 2))
    guessed = np.ravel([random_guessing(line, labels, guesses[:k])[1] for k in range(1, 41)])
    start = guesses[0]
    ends = [gradient_descent(line, labels, start, 0.2, 0.0, k)[0] for k in range(40)]
    descended = np.ravel([mean_squared_error(end, line, labels) for end in ends])

    plt.figure(figsize=(7, 4))
    plt.step(range(40), guessed, where="post", color="#D55E00", label="best of the random guesses")
    plt.plot(range(40), descended, color="#0072B2", marker=".", label="gradient descent")
    plt.ylim(bottom=0)
    plt.xlabel("step")
    plt.ylabel("J")
    plt.title("The same start, 39 more guesses or 39 updates")
    plt.legend()
    plt.show()


def predicted_against_actual() -> None:
    """Predicted against measured progression of 442 patients; on the diagonal they would agree."""
    table = np.loadtxt("data/diabetes.csv", delimiter=",", skiprows=1)
    measured = table[:, -1]
    standard = (table[:, :-1] - table[:, :-1].mean(axis=0)) / table[:, :-1].std(axis=0)
    patients = np.column_stack([np.ones(len(table)), standard])

    trained, _ = gradient_descent(patients, measured, np.zeros(11), 0.2, 0.1, 1000)

    plt.figure(figsize=(5.5, 5))
    plt.scatter(measured, np.ravel(predict(trained, patients)), s=12, color="#0072B2", alpha=0.6)
    plt.plot([25, 346], [25, 346], color="#D55E00", label="prediction = measurement")
    plt.axhline(measured.mean(), color="#000000", linestyle=":", label="the mean, for everyone")
    plt.xlabel("measured progression after one year (no unit given)")
    plt.ylabel("predicted progression (same scale)")
    plt.gca().set_aspect("equal")
    plt.title("Diabetes data, ten features and a constant")
    plt.legend()
    plt.show()


def three_rates() -> None:
    """Gradient descent at three rates: too small and slow, good, too big and past the minimum."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    intercepts, slopes = np.linspace(-2.5, 3.5, 121), np.linspace(-2, 4, 121)
    J = [mean_squared_error(np.array([a, b]), line, labels) for b in slopes for a in intercepts]

    _, panels = plt.subplots(1, 3, figsize=(12, 4), sharex=True, sharey=True, layout="constrained")
    rates = {"too small": 0.01, "good": 0.3, "too big": 0.71}
    for panel, (name, rate) in zip(panels, rates.items(), strict=True):
        path = np.reshape(descent_path(line, labels, np.array([-1.0, 3.0]), rate, 15), (16, 2))
        panel.contour(
            intercepts,
            slopes,
            np.reshape(J, (121, 121)),
            levels=[0.4, 1, 2, 4, 7, 11, 16],
            colors=plt.get_cmap("viridis")(np.linspace(0, 0.7, 7)),
        )
        panel.plot(path[:, 0], path[:, 1], color="#D55E00", marker=".", label="15 updates")
        panel.plot(path[0, 0], path[0, 1], color="#000000", marker="o", linestyle="", label="start")
        panel.set_title(f"{name}: rate {rate:g}")
        panel.set_aspect("equal")
        panel.set_xlabel(r"intercept $\theta_1$")
    panels[0].set_ylabel(r"slope $\theta_2$")
    panels[0].legend(loc="lower right")
    plt.xlim(-2.5, 3.5)
    plt.ylim(-2, 4)
    plt.show()


def negative_gradients() -> None:
    """Negative gradients over contours of J: every arrow stands at right angles to its contour, downhill."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    intercepts, slopes = np.linspace(-2.5, 3.5, 121), np.linspace(-2, 4, 121)
    J = [mean_squared_error(np.array([a, b]), line, labels) for b in slopes for a in intercepts]
    first, second = np.meshgrid(intercepts[3::6], slopes[3::6])
    right, up = (np.reshape(part, first.shape) for part in negative_gradient_field(first, second, line, labels))
    length = np.maximum(np.hypot(right, up), 1e-12)

    plt.figure(figsize=(7, 6))
    plt.contour(intercepts, slopes, np.reshape(J, (121, 121)), levels=[0.4, 1, 2, 4, 7, 11, 16], colors="#999999")
    arrows = plt.quiver(first, second, right / length, up / length, length, angles="xy", scale_units="xy", scale=4)
    # The colours go on beyond the longest, so that yellow, which cannot be seen on white, is not reached.
    longest = float(np.max(length))
    arrows.set_clim(0.0, longest / 0.7)
    plt.colorbar(arrows, label=r"length of $\nabla J$", shrink=0.8).ax.set_ylim(0.0, longest)
    plt.gca().set_aspect("equal")
    plt.xlabel(r"intercept $\theta_1$")
    plt.ylabel(r"slope $\theta_2$")
    plt.title(r"Directions of $-\nabla J(\theta_1, \theta_2)$")
    plt.show()


def infinitely_small_steps() -> None:
    """Paths of very many very small steps from eight starts: smooth curves that meet in the minimum."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    intercepts, slopes = np.linspace(-2.5, 3.5, 121), np.linspace(-2, 4, 121)
    J = [mean_squared_error(np.array([a, b]), line, labels) for b in slopes for a in intercepts]

    plt.figure(figsize=(6, 6))
    plt.contour(
        intercepts,
        slopes,
        np.reshape(J, (121, 121)),
        levels=[0.4, 1, 2, 4, 7, 11, 16],
        colors=plt.get_cmap("viridis")(np.linspace(0, 0.7, 7)),
    )
    for a, b in [(-2, 3.5), (0.5, 3.5), (3, 3.5), (3, 1), (3, -1.5), (0.5, -1.5), (-2, -1.5), (-2, 1)]:
        path = np.reshape(descent_path(line, labels, np.array([a, b]), 0.005, 1500), (1501, 2))
        plt.plot(path[:, 0], path[:, 1], color="#D55E00")
        plt.plot(a, b, color="#000000", marker="o")
    plt.gca().set_aspect("equal")
    plt.xlabel(r"intercept $\theta_1$")
    plt.ylabel(r"slope $\theta_2$")
    plt.title("1500 updates at a rate of 0.005 from each dot")
    plt.show()


def stochastic_against_full() -> None:
    """Thirty updates on single examples and thirty on all: a rough and a smooth path to one place."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    intercepts, slopes = np.linspace(-2.5, 3.5, 121), np.linspace(-2, 4, 121)
    J = [mean_squared_error(np.array([a, b]), line, labels) for b in slopes for a in intercepts]
    start = np.array([-1.0, 3.0])
    shuffled = np.random.default_rng(3).permutation(30)
    visited = [stochastic_gradient_descent(line, labels, start, 0.1, shuffled[:k]) for k in range(31)]
    rough = np.reshape(visited, (31, 2))
    smooth = np.reshape(descent_path(line, labels, start, 0.1, 30), (31, 2))

    plt.figure(figsize=(6, 5.5))
    plt.contour(
        intercepts,
        slopes,
        np.reshape(J, (121, 121)),
        levels=[0.4, 1, 2, 4, 7, 11, 16],
        colors=plt.get_cmap("viridis")(np.linspace(0, 0.7, 7)),
    )
    plt.plot(smooth[:, 0], smooth[:, 1], color="#0072B2", marker="s", ms=4, label="all 30 examples in every update")
    plt.plot(rough[:, 0], rough[:, 1], color="#D55E00", marker=".", label="one example in every update")
    plt.plot(start[0], start[1], color="#000000", marker="o", linestyle="", label="start")
    plt.gca().set_aspect("equal")
    plt.xlabel(r"intercept $\theta_1$")
    plt.ylabel(r"slope $\theta_2$")
    plt.title("30 updates each, at a rate of 0.1")
    plt.legend(loc="lower right")
    plt.show()
