"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

import matplotlib.pyplot as plt
import numpy as np

from reference.activations import sigmoid
from reference.approximation import approximation_error, step_network, step_network_weights


def closing_in() -> None:
    """Staircases of 4, 12 and 48 steps beside a curve: the more steps, the closer they run along it."""
    x = np.linspace(0, 6, 1201)
    curve = np.sin(2 * x) + x / 2

    _, panels = plt.subplots(1, 3, figsize=(12, 3.8), sharex=True, sharey=True, layout="constrained")
    for panel, steps in zip(panels, (4, 12, 48), strict=True):
        knots = np.linspace(0, 6, steps + 1)
        values = np.sin(2 * knots) + knots / 2
        stairs = np.ravel(step_network(knots, values, 2.0 * steps, x))
        panel.plot(x, curve, color="#000000", linestyle=":", label="$f$")
        panel.plot(x, stairs, color="#0072B2", label="network")
        panel.plot(knots, values, color="#D55E00", marker="o", ms=3, linestyle="", label="knots")
        panel.set_title(f"{steps} steps, steepness {2 * steps}")
        panel.set_xlabel("$x$")
    panels[0].set_ylabel(r"$f(x)$ and $\hat{y}(x)$")
    panels[0].legend(loc="upper left")
    plt.show()


def steepnesses() -> None:
    """Sixteen steps at three steepnesses: too small and washed out, good and smooth, very large and a staircase."""
    x = np.linspace(0, 6, 1201)
    curve = np.sin(2 * x) + x / 2
    knots = np.linspace(0, 6, 17)
    values = np.sin(2 * knots) + knots / 2

    _, panels = plt.subplots(1, 3, figsize=(12, 3.8), sharex=True, sharey=True, layout="constrained")
    for panel, (name, steepness) in zip(panels, {"too small": 2, "good": 13, "large": 110}.items(), strict=True):
        network = np.ravel(step_network(knots, values, float(steepness), x))
        panel.plot(x, curve, color="#000000", linestyle=":", label="$f$")
        panel.plot(x, network, color="#0072B2", label="network")
        panel.set_title(f"{name}: {steepness}, largest distance {np.max(np.abs(network - curve)):.2f}")
        panel.set_xlabel("$x$")
    panels[0].set_ylabel(r"$f(x)$ and $\hat{y}(x)$")
    panels[0].legend(loc="upper left")
    plt.show()


def hidden_units() -> None:
    """Four hidden units, each times its output weight, and the network: c and the sum of the four curves."""
    x = np.linspace(-0.5, 4.5, 501)
    knots, values = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 2.5, 0.5])
    w, b, v, c = step_network_weights(knots, values, 8.0)
    w, b, v = np.ravel(w), np.ravel(b), np.ravel(v)

    plt.figure(figsize=(7, 4.5))
    looks = ("-", "--", "-.", ":")
    for j, look in enumerate(looks):
        unit = v[j] * np.ravel(sigmoid(w[j] * x + b[j]))
        plt.plot(x, unit, color="#009E73", linestyle=look, label=f"unit {j + 1}, output weight {v[j]:g}")
    plt.axhline(float(np.squeeze(c)), color="#D55E00", linewidth=1, label=f"bias c = {float(np.squeeze(c)):g}")
    plt.plot(x, np.ravel(step_network(knots, values, 8.0, x)), color="#0072B2", linewidth=2.5, label="network")
    plt.plot(knots, values, color="#000000", marker="o", linestyle="", label="knots and values")
    plt.xlabel("$x$")
    plt.ylabel("what a unit adds, and their sum")
    plt.title("A network of four hidden units, steepness 8")
    plt.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0))
    plt.tight_layout()
    plt.show()


def width_against_error() -> None:
    """Largest distance against the number of steps, both logarithmic: one line falls straight, one rises again."""
    x = np.linspace(0, 6, 2001)
    counts = [2, 4, 8, 16, 32, 64]
    looks = {
        "steepness 5 / distance of the knots": ([5 * n / 6 for n in counts], "#0072B2", "o"),
        "steepness 10": ([10.0 for _ in counts], "#D55E00", "s"),
    }

    plt.figure(figsize=(7, 4.5))
    for name, (steepnesses, colour, marker) in looks.items():
        errors = [
            approximation_error(lambda t: np.sin(2 * t) + t / 2, np.linspace(0, 6, n + 1), steepness, x)
            for n, steepness in zip(counts, steepnesses, strict=True)
        ]
        plt.loglog(counts, np.ravel(errors), color=colour, marker=marker, label=name)
    plt.loglog([16, 64], [0.06, 0.015], color="#000000", linestyle=":", label="twice as many, half as far")
    plt.minorticks_off()
    plt.xticks(counts, [str(n) for n in counts])
    plt.yticks([0.01, 0.03, 0.1, 0.3, 1, 3], ["0.01", "0.03", "0.1", "0.3", "1", "3"])
    plt.xlabel("steps (hidden units)")
    plt.ylabel("largest distance from $f$")
    plt.title(r"$f(x) = \sin(2x) + x/2$ from 0 to 6")
    plt.legend(loc="lower left")
    plt.show()


def same_at_the_knots() -> None:
    """Two functions that agree at all seventeen knots and nowhere near between them, and the one network of both."""
    x = np.linspace(0, 6, 1201)
    knots = np.linspace(0, 6, 17)
    calm = np.sin(2 * x) + x / 2
    wild = calm + np.sin(np.pi * x / 0.375)
    values = np.sin(2 * knots) + knots / 2

    plt.figure(figsize=(8, 4.5))
    plt.plot(x, wild, color="#D55E00", linewidth=1, label="another $f$")
    plt.plot(x, calm, color="#000000", linestyle=":", label="$f$")
    plt.plot(x, np.ravel(step_network(knots, values, 40.0, x)), color="#0072B2", label="network of both")
    plt.plot(knots, values, color="#000000", marker="o", ms=4, linestyle="", label="knots")
    plt.xlabel("$x$")
    plt.ylabel(r"$f(x)$ and $\hat{y}(x)$")
    plt.title("Seventeen examples, two functions, one network")
    plt.legend(loc="upper left")
    plt.show()


def outside_and_jump() -> None:
    """A network beyond its interval, where it stays constant, and networks at a jump, which they cannot follow."""
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")

    x = np.linspace(-4, 12, 1601)
    knots = np.linspace(0, 6, 33)
    network = np.ravel(step_network(knots, np.sin(2 * knots) + knots / 2, 26.0, x))
    left.axvspan(0, 6, color="#009E73", alpha=0.12, label="the interval of the knots")
    left.plot(x, network, color="#0072B2", label="network, 32 steps")
    left.plot(x, np.sin(2 * x) + x / 2, color="#000000", linestyle=":", label="$f$")
    left.set_title("Beyond the interval")
    left.set_xlabel("$x$")
    left.set_ylabel(r"$f(x)$ and $\hat{y}(x)$")
    left.legend(loc="upper left")

    x = np.linspace(2, 4, 2001)
    for steps, colour in ((8, "#0072B2"), (64, "#D55E00")):
        knots = np.linspace(0, 6, steps + 1)
        stairs = np.ravel(step_network(knots, np.where(knots < 3.1, 0.0, 1.0), 10 * steps / 6, x))
        far = np.max(np.abs(stairs - np.where(x < 3.1, 0.0, 1.0)))
        right.plot(x, stairs, color=colour, label=f"{steps} steps,\nlargest distance {far:.2f}")
    right.plot([2, 3.1], [0, 0], color="#000000", linestyle=":", linewidth=2.5, label="$f$, a jump at 3.1")
    right.plot([3.1, 4], [1, 1], color="#000000", linestyle=":", linewidth=2.5)
    right.set_ylim(-0.1, 1.1)
    right.set_title("At a jump")
    right.set_xlabel("$x$")
    right.set_ylabel(r"$f(x)$ and $\hat{y}(x)$")
    right.legend(loc="center left")
    plt.show()
