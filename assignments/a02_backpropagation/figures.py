"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

import matplotlib.pyplot as plt
import numpy as np

from reference.activations import sigmoid, sigmoid_derivative
from reference.scalar_chain import chain_deltas, chain_forward, chain_gradient, chain_loss, chain_train


def curve_and_slope() -> None:
    """Sigmoid and slope: a curve from 0 to 1, and a hill of height 0.25 in the middle, flat at both ends."""
    a = np.linspace(-8, 8, 321)

    plt.figure(figsize=(7, 4))
    plt.plot(a, np.ravel(sigmoid(a)), color="#0072B2", label="sigmoid $s(a)$")
    plt.plot(a, np.ravel(sigmoid_derivative(a)), color="#D55E00", linestyle="--", label="its slope $ds/da$")
    plt.axhline(0.25, color="#000000", linestyle=":", label="0.25")
    plt.xlabel("value before activation $a$")
    plt.ylabel("$s(a)$ and $ds/da$")
    plt.title("A curve and its slope")
    plt.legend(loc="upper left")
    plt.show()


def what_chains_say() -> None:
    """Predictions of three chains against x: curves that stay on one side of 0.5, and never cross it."""
    x = np.linspace(-4, 6, 201)
    chains = {
        "(1, -2, 3, -2), our network": (np.array([1.0, -2.0, 3.0, -2.0]), "#0072B2", "-"),
        "(1, -2, 3, 2)": (np.array([1.0, -2.0, 3.0, 2.0]), "#D55E00", "--"),
        "(-3, 0, -8, 6)": (np.array([-3.0, 0.0, -8.0, 6.0]), "#009E73", "-."),
    }

    plt.figure(figsize=(7, 4))
    for name, (params, colour, style) in chains.items():
        says = np.ravel([chain_forward(params, place) for place in x])
        plt.plot(x, says, color=colour, linestyle=style, label=name)
    plt.axhline(0.5, color="#000000", linestyle=":")
    plt.ylim(0, 1)
    plt.xlabel("input $x$")
    plt.ylabel(r"prediction $\hat{y}$")
    plt.title("What the chain says, for three $(w_1, b_1, w_2, w_3)$")
    plt.legend(loc="center right", bbox_to_anchor=(1.0, 0.36))
    plt.show()


def fading_signal() -> None:
    """Sizes of the three deltas for random chains, on a logarithmic axis: every layer back they are much smaller."""
    rng = np.random.default_rng(0)

    plt.figure(figsize=(7, 4))
    looks = {1: ("#0072B2", "o"), 4: ("#009E73", "s"), 16: ("#D55E00", "^")}
    for largest, (colour, marker) in looks.items():
        sizes = [
            np.abs(np.ravel(chain_deltas(rng.uniform(-largest, largest, 4), rng.uniform(-1, 1), 1.0)))
            for _ in range(500)
        ]
        middle = np.median(np.reshape(sizes, (500, 3)), axis=0)
        plt.semilogy(
            [1, 2, 3], middle[::-1], color=colour, marker=marker, label=f"parameters from -{largest} to {largest}"
        )
    plt.xticks([1, 2, 3], [r"$\delta_3$", r"$\delta_2$", r"$\delta_1$"])
    plt.xlabel("on the way back from the loss to the input")
    plt.ylabel("median size of the delta")
    plt.title("Three times 500 random chains, label 1")
    plt.legend(loc="lower left")
    plt.show()


def tangents() -> None:
    """Loss along each of the four parameters, and a line with the slope of your gradient that touches it."""
    params, x, y = np.array([1.0, -2.0, 3.0, -2.0]), 2.0, 1.0
    slopes = np.ravel(chain_gradient(params, x, y))
    here = float(np.squeeze(chain_loss(params, x, y)))
    moves = np.linspace(-1.5, 1.5, 61)

    _, panels = plt.subplots(1, 4, figsize=(12, 3.6), sharey=True, layout="constrained")
    for j, (panel, name) in enumerate(zip(panels, ["w_1", "b_1", "w_2", "w_3"], strict=True)):
        losses = np.ravel([chain_loss(params + move * np.eye(4)[j], x, y) for move in moves])
        panel.plot(params[j] + moves, losses, color="#0072B2", label="loss")
        panel.plot(params[j] + moves, here + moves * slopes[j], color="#D55E00", linestyle="--", label="your slope")
        panel.plot(params[j], here, color="#000000", marker="o", linestyle="", label="our network")
        panel.set_xlabel(f"${name}$")
        panel.set_title(rf"$\partial L / \partial {name}$ = {slopes[j]:.4f}")
    panels[0].set_ylabel("loss $L$")
    panels[0].legend(loc="lower right")
    plt.show()


def two_rates() -> None:
    """Mean loss against passes through nine samples: a small rate falls smoothly, a large one jumps about."""
    xs = np.linspace(-2, 2, 9)
    ys = np.array([0.49, 0.51, 0.57, 0.61, 0.69, 0.85, 0.90, 0.94, 0.91])
    start = np.array([1.0, -2.0, 3.0, -2.0])

    plt.figure(figsize=(7, 4))
    for rate, colour, style in ((0.5, "#0072B2", "--"), (50.0, "#D55E00", "-")):
        shuffle = np.random.default_rng(0)
        params, losses = start, [np.mean([chain_loss(start, x, y) for x, y in zip(xs, ys, strict=True)])]
        for _ in range(100):
            params = np.ravel(chain_train(params, xs, ys, rate, shuffle.permutation(9)))
            losses.append(np.mean([chain_loss(params, x, y) for x, y in zip(xs, ys, strict=True)]))
        label = rf"learning rate $\eta$ = {rate:g}"
        plt.semilogy(np.arange(101) * 9, losses, color=colour, linestyle=style, label=label)
    plt.xlabel("updates")
    plt.ylabel("mean loss of the nine samples")
    plt.title("Our network in training, the same samples in the same order")
    plt.legend()
    plt.show()


def two_valleys() -> None:
    """Nine samples and two trained chains: from one start the curve follows them, from the other it stays too flat."""
    xs = np.linspace(-2, 2, 9)
    ys = np.array([0.49, 0.51, 0.57, 0.61, 0.69, 0.85, 0.90, 0.94, 0.91])
    shuffle = np.random.default_rng(0)
    order = np.concatenate([shuffle.permutation(9) for _ in range(300)])
    x = np.linspace(-2.3, 2.3, 93)

    plt.figure(figsize=(7, 4))
    starts = {
        "(1, -2, 3, -2)": ([1.0, -2.0, 3.0, -2.0], "#0072B2", "--"),
        "(-1, 0, -1, 1)": ([-1.0, 0.0, -1.0, 1.0], "#D55E00", "-"),
    }
    for name, (start, colour, style) in starts.items():
        params = np.ravel(chain_train(np.array(start), xs, ys, 2.0, order))
        says = np.ravel([chain_forward(params, place) for place in x])
        plt.plot(x, says, color=colour, linestyle=style, label=f"trained from {name}")
    plt.plot(xs, ys, color="#000000", marker="o", linestyle="", label="the samples")
    plt.ylim(0.4, 1)
    plt.xlabel("brightness of the light $x$ (logarithmic, no unit)")
    plt.ylabel("share of right answers")
    plt.title("300 passes at a rate of 2, from two starts")
    plt.legend(loc="lower right")
    plt.show()
