"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

import matplotlib.pyplot as plt
import numpy as np

from reference.activations import sigmoid_derivative
from reference.losses import binary_cross_entropy, quadratic_loss, quadratic_loss_derivative
from reference.mlp import mlp_deltas, mlp_forward, mlp_input_gradient, mlp_loss, mlp_train


def both_losses() -> None:
    """Both losses against the prediction: near a wrong certainty the cross-entropy has no upper limit."""
    predictions = np.linspace(0.002, 0.998, 499)

    _, panels = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
    for panel, label in zip(panels, (1, 0), strict=True):
        labels = np.full(499, label)
        entropies = np.ravel(binary_cross_entropy(predictions, labels))
        squares = np.ravel(quadratic_loss(predictions, labels))
        panel.plot(predictions, entropies, color="#0072B2", label="binary cross-entropy")
        panel.plot(predictions, squares, color="#D55E00", linestyle="--", label="quadratic loss")
        panel.set_title(f"label y = {label}")
        panel.set_xlabel(r"prediction $\hat{y}$")
    panels[0].set_ylabel("loss")
    panels[0].set_ylim(0, 5)
    panels[0].legend()
    plt.show()


def two_surfaces() -> None:
    """Figure 5 of the slides: the cross-entropy on top keeps rising where the quadratic loss is nearly flat."""
    inputs, labels = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0]), np.array([0, 0, 0, 1, 1, 1])
    weights = np.linspace(-8, 8, 33)

    entropy, square = np.zeros((33, 33)), np.zeros((33, 33))
    for row, second in enumerate(weights):
        for column, first in enumerate(weights):
            # One hidden unit without a bias; the output's bias lets the prediction at x = 0 be 0.5 throughout.
            alpha, beta = np.array([[0.0, first]]), np.array([-second / 2, second])
            pairs = [(np.array([value]), label) for value, label in zip(inputs, labels, strict=True)]
            entropy[row, column] = np.mean([mlp_loss(alpha, beta, x, y) for x, y in pairs])
            square[row, column] = np.mean([quadratic_loss(mlp_forward(alpha, beta, x), y) for x, y in pairs])

    figure = plt.figure(figsize=(12, 5.5), layout="constrained")
    surfaces = figure.add_subplot(1, 2, 1, projection="3d")
    across, up = np.meshgrid(weights, weights)
    looks = {"rcount": 17, "ccount": 17, "linewidth": 0.5, "shade": False}
    surfaces.plot_surface(across, up, square, color="#D55E00", edgecolor="#8A3D00", label="quadratic loss", **looks)
    surfaces.plot_surface(
        across, up, entropy, color="#0072B2", edgecolor="#0072B2", alpha=0.25, label="binary cross-entropy", **looks
    )
    surfaces.view_init(elev=24, azim=-26)
    surfaces.set_xlabel("$W_1$, first layer")
    surfaces.set_ylabel("$W_2$, output layer")
    surfaces.set_zlabel("mean loss")
    surfaces.set_xticks([-8, -4, 0, 4, 8])
    surfaces.set_yticks([-8, -4, 0, 4, 8])
    surfaces.set_box_aspect(None, zoom=0.92)
    surfaces.legend(loc="upper left")

    cut = figure.add_subplot(1, 2, 2)
    cut.plot(weights, entropy[:, 24], color="#0072B2", label="binary cross-entropy")
    cut.plot(weights, square[:, 24], color="#D55E00", linestyle="--", label="quadratic loss")
    cut.set_title(f"cut at $W_1$ = {weights[24]:g}")
    cut.set_xlabel("$W_2$, output layer")
    cut.set_ylabel("mean loss")
    cut.set_ylim(bottom=0)
    cut.legend()
    plt.show()


def confidently_wrong() -> None:
    """dJ/db against b for label 1: where the network is surely wrong, only the cross-entropy still pulls."""
    outputs = np.linspace(-8, 8, 161)
    alpha, x = np.zeros((1, 2)), np.zeros(1)

    entropy, square = [], []
    for b in outputs:
        beta = np.array([b, 0.0])
        entropy.append(mlp_deltas(alpha, beta, x, 1)[0])
        square.append(quadratic_loss_derivative(mlp_forward(alpha, beta, x), 1) * sigmoid_derivative(b))

    plt.figure(figsize=(7, 4))
    plt.plot(outputs, np.ravel(entropy), color="#0072B2", label="binary cross-entropy")
    plt.plot(outputs, np.ravel(square), color="#D55E00", linestyle="--", label="quadratic loss")
    plt.axhline(0, color="#000000", linewidth=0.8)
    plt.axvline(0, color="#000000", linestyle=":", label=r"$\hat{y} = 0.5$")
    plt.xlabel(r"b, the output before its sigmoid (left: surely 0, right: surely 1)")
    plt.ylabel(r"$\partial J / \partial b$")
    plt.title("The label is 1: which way, and how strongly?")
    plt.legend(loc="lower right")
    plt.show()


def tangents() -> None:
    """The loss against the input of the network by hand; the input gradient is the slope at every dot."""
    alpha, beta = np.array([[-2.0, 1.0], [2.0, -1.0]]), np.array([0.0, 2.0, -2.0])
    inputs = np.linspace(-2, 6, 161)
    losses = [mlp_loss(alpha, beta, np.array([value]), 1) for value in inputs]

    plt.figure(figsize=(7, 4))
    plt.plot(inputs, np.ravel(losses), color="#0072B2", label="loss for the label 1")
    for middle in (0.0, 2.0, 4.0):
        height = np.ravel(mlp_loss(alpha, beta, np.array([middle]), 1))[0]
        slope = np.ravel(mlp_input_gradient(alpha, beta, np.array([middle]), 1))[0]
        near = np.array([middle - 0.8, middle + 0.8])
        plt.plot(near, height + slope * (near - middle), color="#D55E00", linewidth=2)
        plt.plot(middle, height, color="#000000", marker="o")
        plt.annotate(f"slope {slope:.2f}", (middle, height), xytext=(8, 8), textcoords="offset points")
    plt.plot([], [], color="#D55E00", linewidth=2, label="tangent: your input gradient")
    plt.ylim(bottom=0)
    plt.xlabel("input x")
    plt.ylabel("loss J")
    plt.title("The network by hand, with other inputs")
    plt.legend()
    plt.show()


def two_features() -> None:
    """Tumours by two features: one hidden unit draws a straight border between the classes, three a bent one."""
    table = np.loadtxt("data/breast_cancer.csv", delimiter=",", skiprows=1)
    raw, malignant = table[:, [4, 6]], table[:, -1]
    middle, spread = raw.mean(axis=0), raw.std(axis=0)
    tumours = (raw - middle) / spread
    across, up = np.linspace(0.05, 0.17, 49), np.linspace(-0.02, 0.44, 49)
    mesh = [(np.array([value, other]) - middle) / spread for other in up for value in across]

    _, panels = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True, layout="constrained")
    for panel, units in zip(panels, (1, 3), strict=True):
        draw = np.random.default_rng(0)
        alpha, beta = draw.normal(0, 1, (units, 3)), draw.normal(0, 1, units + 1)
        order = np.concatenate([draw.permutation(569) for _ in range(40)])
        alpha, beta = mlp_train(alpha, beta, tumours, malignant, 0.1, order)
        predicted = np.ravel([mlp_forward(alpha, beta, tumour) for tumour in tumours])
        wrong = np.sum((predicted > 0.5) != malignant)

        heights = np.reshape([mlp_forward(alpha, beta, point) for point in mesh], (49, 49))
        shades = panel.contourf(across, up, heights, levels=np.linspace(0, 1, 11), cmap="Greys", alpha=0.3)
        panel.contour(across, up, heights, levels=[0.5], colors="#000000")
        for label, name, color, marker in ((0, "benign", "#0072B2", "o"), (1, "malignant", "#D55E00", "^")):
            chosen = raw[malignant == label]
            panel.scatter(chosen[:, 0], chosen[:, 1], s=12, color=color, marker=marker, label=name)
        panel.set_title(f"hidden units: {units}, wrong: {wrong} of 569")
        panel.set_xlabel("mean smoothness (no unit given)")
    panels[0].set_ylabel("mean concavity (no unit given)")
    panels[0].legend(loc="upper left")
    plt.colorbar(shades, ax=panels, label=r"predicted probability $\hat{y}$ of malignant")
    plt.show()


def training_curve() -> None:
    """The mean loss against passes: on the training rows it falls on, on the held-out rows it soon stops."""
    table = np.loadtxt("data/breast_cancer.csv", delimiter=",", skiprows=1)
    raw, malignant = table[:, :-1], table[:, -1]
    shuffled = np.random.default_rng(0).permutation(569)
    learnt, held_out = shuffled[:400], shuffled[400:]
    tumours = (raw - raw[learnt].mean(axis=0)) / raw[learnt].std(axis=0)

    draw = np.random.default_rng(0)
    alpha, beta = draw.normal(0, 0.1, (5, 31)), draw.normal(0, 0.1, 6)
    known, unknown = [], []
    for passes in range(31):
        known.append(np.mean([mlp_loss(alpha, beta, tumours[k], malignant[k]) for k in learnt]))
        unknown.append(np.mean([mlp_loss(alpha, beta, tumours[k], malignant[k]) for k in held_out]))
        if passes < 30:
            alpha, beta = mlp_train(alpha, beta, tumours, malignant, 0.05, draw.permutation(learnt))

    plt.figure(figsize=(7, 4))
    plt.plot(known, color="#0072B2", marker=".", label="400 training rows")
    plt.plot(unknown, color="#D55E00", marker="s", ms=3, label="169 held-out rows")
    plt.yscale("log")
    plt.yticks([0.03, 0.1, 0.3, 0.7], ["0.03", "0.1", "0.3", "0.7"])
    plt.minorticks_off()
    plt.xlabel("passes through the training rows")
    plt.ylabel("mean binary cross-entropy (log scale)")
    plt.title("Five hidden units, rate 0.05")
    plt.legend()
    plt.show()


def probabilities_by_class() -> None:
    """Histogram of the probabilities predicted for held-out tumours: two heaps at the ends, few in between."""
    table = np.loadtxt("data/breast_cancer.csv", delimiter=",", skiprows=1)
    raw, malignant = table[:, :-1], table[:, -1]
    shuffled = np.random.default_rng(0).permutation(569)
    learnt, held_out = shuffled[:400], shuffled[400:]
    tumours = (raw - raw[learnt].mean(axis=0)) / raw[learnt].std(axis=0)

    draw = np.random.default_rng(0)
    alpha, beta = draw.normal(0, 0.1, (5, 31)), draw.normal(0, 0.1, 6)
    order = np.concatenate([draw.permutation(learnt) for _ in range(10)])
    alpha, beta = mlp_train(alpha, beta, tumours, malignant, 0.05, order)
    predicted = np.ravel([mlp_forward(alpha, beta, tumours[k]) for k in held_out])

    _, panels = plt.subplots(2, 1, figsize=(7, 5), sharex=True, layout="constrained")
    for panel, label, name, color in ((panels[0], 0, "benign", "#0072B2"), (panels[1], 1, "malignant", "#D55E00")):
        chosen = predicted[malignant[held_out] == label]
        panel.hist(chosen, bins=np.linspace(0, 1, 21), color=color, label=f"{name} ({len(chosen)} held out)")
        panel.axvline(0.5, color="#000000", linestyle=":", label="limit 0.5")
        panel.set_yscale("symlog", linthresh=1)
        panel.set_ylim(0, 200)
        panel.set_yticks([0, 1, 10, 100], ["0", "1", "10", "100"])
        panel.set_ylabel("tumours (log above 1)")
        panel.legend(loc="upper center", bbox_to_anchor=(0.28, 1))
    panels[1].set_xlabel(r"predicted probability $\hat{y}$ of malignant")
    panels[0].set_title("Tumours that the network has never seen")
    plt.show()


def loudest_features() -> None:
    """The ten features that move the loss most on held-out tumours, by the mean size of the input gradient."""
    with open("data/breast_cancer.csv", encoding="utf-8") as file:
        names = file.readline().strip().split(",")[:-1]
    table = np.loadtxt("data/breast_cancer.csv", delimiter=",", skiprows=1)
    raw, malignant = table[:, :-1], table[:, -1]
    shuffled = np.random.default_rng(0).permutation(569)
    learnt, held_out = shuffled[:400], shuffled[400:]
    tumours = (raw - raw[learnt].mean(axis=0)) / raw[learnt].std(axis=0)

    draw = np.random.default_rng(0)
    alpha, beta = draw.normal(0, 0.1, (5, 31)), draw.normal(0, 0.1, 6)
    order = np.concatenate([draw.permutation(learnt) for _ in range(10)])
    alpha, beta = mlp_train(alpha, beta, tumours, malignant, 0.05, order)
    slopes = [np.ravel(mlp_input_gradient(alpha, beta, tumours[k], malignant[k])) for k in held_out]
    sizes = np.mean(np.abs(slopes), axis=0)

    loudest = np.argsort(sizes)[-10:]
    plt.figure(figsize=(7, 4))
    plt.barh([names[k] for k in loudest], sizes[loudest], color="#009E73")
    plt.xlabel(r"mean of $|\partial J / \partial x_i|$ over 169 held-out tumours (per standard deviation of $x_i$)")
    plt.title("Which measurement moves the loss most?")
    plt.tight_layout()
    plt.show()
