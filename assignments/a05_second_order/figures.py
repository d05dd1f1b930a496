"""The sheet's figures; each becomes a cell of the notebook, where the names are the student's functions."""

# ruff: noqa: ANN001, ANN202 - as students write

# mypy: ignore-errors

import matplotlib.pyplot as plt
import numpy as np

from reference.quasi_newton import bfgs, bfgs_update, lbfgs


def learning_the_inverse() -> None:
    """Ellipses of H after 0, 1, 4 and 12 pairs and of the inverse Hessian: pair by pair they come to agree."""
    hessian = np.array([[2.0, 1.5], [1.5, 5.0]])
    inverse = np.linalg.inv(hessian)
    steps = np.random.default_rng(4).normal(size=(20, 2))
    learnt = [np.eye(2)]
    for step in steps:
        learnt.append(np.reshape(bfgs_update(learnt[-1], step, hessian @ step), (2, 2)))

    angles = np.linspace(0, 2 * np.pi, 200)
    circle = np.array([np.cos(angles), np.sin(angles)])
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 5), layout="constrained")
    left.plot(*(inverse @ circle), color="#000000", lw=5, alpha=0.3, label="the inverse Hessian")
    looks = {0: ("#D55E00", ":"), 1: ("#D55E00", "-"), 4: ("#009E73", "-."), 12: ("#0072B2", "--")}
    for pairs, (color, style) in looks.items():
        left.plot(*(learnt[pairs] @ circle), color=color, linestyle=style, label=f"H, pairs learnt: {pairs}")
    left.set_aspect("equal")
    left.set_ylim(-1.1, 1.9)
    left.set_xlabel("first entry")
    left.set_ylabel("second entry")
    left.set_title("where H sends the vectors of length 1")
    left.legend(loc="upper right")
    right.semilogy([np.linalg.norm(H - inverse) for H in learnt], color="#0072B2", marker=".")
    right.set_xticks(range(0, 21, 4))
    right.set_xlabel("pairs learnt, of steps in random directions")
    right.set_ylabel("distance of H from the inverse Hessian")
    right.set_title("two parameters, a quadratic")
    plt.show()


def rosenbrock() -> None:
    """Rosenbrock's valley: gradient descent crawls along its floor, BFGS follows the bend to the minimum."""

    def objective(theta):
        return (1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2

    def gradient(theta):
        off = theta[1] - theta[0] ** 2
        return np.array([2 * theta[0] - 2 - 400 * theta[0] * off, 200 * off])

    start = np.array([-1.2, 1.0])
    path = np.reshape([bfgs(objective, gradient, start, 1e-8, k) for k in range(41)], (41, 2))
    taken = np.count_nonzero(np.any(np.diff(path, axis=0), axis=1))
    crawl = [start]
    for _ in range(1000):
        crawl.append(crawl[-1] - 0.001 * gradient(crawl[-1]))
    crawled = np.array(crawl)
    slow = "gradient descent, rate 0.001: 1000 updates"

    one, two = np.meshgrid(np.linspace(-1.6, 1.4, 151), np.linspace(-0.7, 1.8, 151))
    plt.figure(figsize=(8, 6.8), layout="constrained")
    plt.contour(one, two, objective([one, two]), levels=[0.3, 2, 8, 30, 100, 300], colors="#888888", linewidths=0.8)
    plt.plot(crawled[:, 0], crawled[:, 1], color="#D55E00", lw=7, alpha=0.6, label=slow)
    plt.plot(path[:, 0], path[:, 1], color="#0072B2", lw=1.2, marker="o", ms=4, label=f"BFGS, {taken} steps")
    plt.plot(*start, color="#000000", marker="o", linestyle="", label="start")
    plt.plot(1, 1, color="#000000", marker="*", ms=14, linestyle="", label="minimum")
    plt.xlabel(r"$\theta_1$")
    plt.ylabel(r"$\theta_2$")
    plt.title(r"$(1 - \theta_1)^2 + 100\,(\theta_2 - \theta_1^2)^2$")
    plt.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2)
    plt.show()


def norms_of_the_gradient() -> None:
    """The gradient's norm against the step: the longer the memory, the faster it falls."""
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(20, 20)))
    B = turn * np.geomspace(1, 30, 20)

    def objective(theta):
        return np.sum(np.logaddexp(theta @ B, -theta @ B))

    def gradient(theta):
        return B @ np.tanh(theta @ B)

    start = np.random.default_rng(1).uniform(-2, 2, 20)
    point, steepest = start, []
    for _ in range(121):
        slope = gradient(point)
        steepest.append(np.linalg.norm(slope))
        length = 1.0
        while objective(point - length * slope) > objective(point) - 1e-4 * length * slope @ slope:
            length /= 2
        point = point - length * slope

    plt.figure(figsize=(7.5, 5))
    plt.semilogy(steepest, color="#000000", linestyle=":", label="steepest descent")
    ways = {f"L-BFGS, memory {memory}": memory for memory in (1, 5, 20)} | {"BFGS": None}
    looks = (("#D55E00", "--", ""), ("#D55E00", "-", ""), ("#009E73", "-.", ""), ("#0072B2", "-", "."))
    for (name, memory), (color, style, marker) in zip(ways.items(), looks, strict=True):
        norms = []
        for k in range(0, 121, 2):
            if memory:
                end = lbfgs(objective, gradient, start, memory, 1e-9, k)
            else:
                end = bfgs(objective, gradient, start, 1e-9, k)
            norms.append(np.linalg.norm(gradient(np.ravel(end))))
        plt.semilogy(range(0, 121, 2), norms, color=color, linestyle=style, marker=marker, label=name)
    plt.xlabel("step")
    plt.ylabel(r"$\Vert \nabla J \Vert_2$")
    plt.title("20 parameters, no quadratic")
    plt.legend()
    plt.show()
