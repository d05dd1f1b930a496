"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

# ruff: noqa: ANN001, ANN202 - as students write

# mypy: ignore-errors

import matplotlib.pyplot as plt
import numpy as np

from reference.adaptive import adadelta, adagrad, adam, rmsprop
from reference.linear_regression import stochastic_gradient_descent, stochastic_gradient_descent_decaying
from reference.momentum import momentum_average, momentum_velocity
from reference.schedules import cosine_annealing, exponential_decay, inverse_square_root, step_decay


def four_schedules() -> None:
    """The rate of each of 100 updates: the root falls at once, the cosine at the end, the others evenly."""
    t = range(1, 101)

    plt.figure(figsize=(7, 4))
    plt.plot(t, [inverse_square_root(1.0, k) for k in t], color="#000000", label=r"$1/\sqrt{t}$, the slide's")
    plt.step(t, [step_decay(1.0, k, 0.5, 25) for k in t], where="mid", color="#D55E00", label="half every 25 updates")
    plt.plot(
        t, [exponential_decay(1.0, k, 0.03) for k in t], color="#009E73", linestyle="--", label="exponential, 0.03"
    )
    plt.plot(
        t, [cosine_annealing(1.0, k, 100) for k in t], color="#0072B2", linestyle="-.", label="cosine, 100 updates"
    )
    plt.ylim(0, 1.05)
    plt.xlabel("update t")
    plt.ylabel(r"learning rate $\eta_t$")
    plt.title(r"Four schedules, $\eta_0 = 1$")
    plt.legend()
    plt.show()


def decaying_against_constant() -> None:
    """Distance to the minimum against the update: a constant rate stops coming closer, a decaying one goes on."""
    x = np.linspace(-1, 2, 30)
    line = np.column_stack([np.ones(30), x])
    labels = 0.5 + x + np.random.default_rng(9).normal(0, 0.5, 30)

    lowest = np.linalg.lstsq(line, labels)[0]
    start = np.array([-1.0, 3.0])
    orders = np.random.default_rng(3).integers(30, size=(5, 4000))
    counts = np.unique(np.geomspace(1, 4000, 40).astype(int))
    ways = {
        "constant, 0.1": (stochastic_gradient_descent, 0.1, "#D55E00", "-"),
        "constant, 0.01": (stochastic_gradient_descent, 0.01, "#D55E00", "--"),
        r"decaying, $0.1/\sqrt{t}$": (stochastic_gradient_descent_decaying, 0.1, "#0072B2", "-"),
    }

    plt.figure(figsize=(7, 4.5))
    for name, (descend, rate, color, style) in ways.items():
        ends = [[np.ravel(descend(line, labels, start, rate, order[:k])) for order in orders] for k in counts]
        distance = np.linalg.norm(ends - lowest, axis=2).mean(axis=1)
        plt.loglog(counts, distance, color=color, linestyle=style, label=name)
    plt.xlabel("updates, one random example each")
    plt.ylabel(r"distance to the minimum, $\Vert \theta - \theta^* \Vert_2$")
    plt.title("Stochastic descent on 30 points near a line, mean of five orders")
    plt.legend()
    plt.show()


def ravine() -> None:
    """Paths in a ravine and J against the update: plain descent zigzags, both momenta swing along the floor."""

    def gradient(theta):
        return np.array([1.0, 25.0]) * theta

    start = np.array([-9.0, 2.0])
    ways = {
        "plain, rate 0.07": (lambda k: momentum_velocity(gradient, start, 0.07, k, 0.0), "#000000", "s"),
        "average, rate 0.1, w = 0.25": (lambda k: momentum_average(gradient, start, 0.1, k, 0.25), "#56B4E9", "^"),
        r"velocity, rate 0.07, $\mu$ = 0.75": (
            lambda k: momentum_velocity(gradient, start, 0.07, k, 0.75),
            "#0072B2",
            ".",
        ),
    }

    across, along = np.linspace(-3, 3, 121), np.linspace(-10, 4, 141)
    J = (along**2 + 25 * across[:, None] ** 2) / 2
    _, (top, bottom) = plt.subplots(2, 1, figsize=(8, 8), layout="constrained")
    top.contour(along, across, J, levels=[1, 5, 15, 30, 60, 100], colors="#999999", linewidths=0.8)
    for name, (descend, color, marker) in ways.items():
        path = np.reshape([descend(k) for k in range(41)], (41, 2))
        top.plot(path[:, 0], path[:, 1], color=color, marker=marker, ms=4, lw=1, label=name)
        bottom.semilogy(range(41), path**2 @ [0.5, 12.5], color=color, marker=marker, ms=4, lw=1, label=name)
    top.plot(0, 0, color="#000000", marker="*", ms=12, linestyle="", label="minimum")
    top.set_xlabel(r"$\theta_1$, along the ravine")
    top.set_ylabel(r"$\theta_2$, across it")
    top.set_title(r"$J = (\theta_1^2 + 25\,\theta_2^2)/2$, 40 updates from the left")
    top.legend(loc="lower right", fontsize="small")
    bottom.set_xlabel("update")
    bottom.set_ylabel("J")
    bottom.legend()
    plt.show()


def adaptive_losses() -> None:
    """J against the update in a ravine along an axis and in one turned: adaptive rates fit only the first."""
    ways = {
        "momentum, 0.03": (lambda g, start, k: momentum_velocity(g, start, 0.03, k, 0.9), "#0072B2", "-"),
        "Adagrad, 1": (lambda g, start, k: adagrad(g, start, 1.0, k, 1e-8), "#009E73", "-"),
        "RMSProp, 0.1": (lambda g, start, k: rmsprop(g, start, 0.1, k, 0.9, 1e-8), "#E69F00", "-"),
        "Adadelta": (lambda g, start, k: adadelta(g, start, k, 0.95, 1e-3), "#CC79A7", "--"),
        "Adam, 0.3": (lambda g, start, k: adam(g, start, 0.3, k, 0.9, 0.999, 1e-8), "#D55E00", "-"),
    }

    _, panels = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True, layout="constrained")
    for panel, (title, turn) in zip(
        panels, {"along an axis": 0.0, "turned by 45 degrees": np.pi / 4}.items(), strict=True
    ):
        R = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        A, start = R @ np.diag([1.0, 100.0]) @ R.T, R @ np.array([-4.0, 1.0])
        for name, (descend, color, style) in ways.items():
            path = np.reshape([descend(lambda theta, A=A: A @ theta, start, k) for k in range(101)], (101, 2))
            panel.semilogy(range(101), np.sum(path @ A * path, axis=1) / 2, color=color, linestyle=style, label=name)
        panel.set_title(f"the ravine {title}")
        panel.set_xlabel("update")
        panel.set_ylim(1e-4, 1e3)
    panels[0].set_ylabel("J")
    panels[0].legend()
    plt.show()
