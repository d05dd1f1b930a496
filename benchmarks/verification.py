"""What the gradient check finds and costs, beside torch's gradcheck, SciPy, HIPS autograd and a CS231n-style loop.

Run `python benchmarks/verification.py`, or with `--quick` for fewer draws, in an environment with
`pip install -e ".[benchmark]"`; what is not installed is left out and said to be so. All tools see the same losses,
gradients and points in the same run, each with its own defaults; SciPy and CS231n leave the judgement to the reader,
who is taken to want a relative error below 1e-4.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from regimes import REGIMES, as_float

from autograder.verify import check_gradient, locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Vector = NDArray[Any]
    Loss = Callable[[Vector], Any]
    Gradient = Callable[[Vector], Vector]
    Tool = Callable[[Loss, Gradient, Vector, int], str]

SIZES = {97: (10, 8), 10_001: (98, 100), 1_000_001: (998, 1000)}  # parameters: inputs, units
DELTAS = (1.0, 1e-2, 1e-3, 1e-5, 1e-6, 1e-8)
WANTED = 1e-4  # a reader's relative error


class Counted:
    """A loss that counts its evaluations."""

    def __init__(self, loss: Loss) -> None:
        self.loss, self.calls = loss, 0

    def __call__(self, theta: Vector) -> Any:
        """Evaluate once more."""
        self.calls += 1
        return self.loss(theta)


def network(size: int, rng: np.random.Generator) -> tuple[Loss, Gradient, Vector]:
    """Return the mean squared error of a network with one hidden layer, its gradient, and a point.

    Parameters
    ----------
    size : int
        One of `SIZES`.
    rng : numpy.random.Generator
        Draws the data and the point.
    """
    inputs, units = SIZES[size]
    cuts = np.cumsum([inputs * units, units, units])
    x, y = rng.normal(size=(20, inputs)) / np.sqrt(inputs), rng.normal(size=20)

    def parts(theta: Vector) -> tuple[Vector, ...]:
        weights, bias, out, last = np.split(theta, cuts)
        return weights.reshape(inputs, units), bias, out / np.sqrt(units), last

    def loss(theta: Vector) -> Any:
        weights, bias, out, last = parts(theta)
        return np.mean((np.tanh(x @ weights + bias) @ out + last - y) ** 2)

    def gradient(theta: Vector) -> Vector:
        weights, bias, out, last = parts(theta)
        hidden = np.tanh(x @ weights + bias)
        error = 2 / 20 * (hidden @ out + last - y)
        back = error[:, None] * out * (1 - hidden**2)
        return np.concatenate([(x.T @ back).ravel(), back.sum(0), hidden.T @ error / np.sqrt(units), [error.sum()]])

    return loss, gradient, rng.normal(size=size)


def secant(loss: Loss, gradient: Gradient, theta: Vector, seed: int) -> str:
    """Judge with Secant."""
    (found,) = check_gradient(loss, gradient, (theta,), rng=np.random.default_rng(seed))
    return found.verdict


def secant_differences(loss: Loss, gradient: Gradient, theta: Vector, seed: int) -> str:
    """Judge with Secant, where the loss takes no complex numbers."""
    return secant(as_float(loss), gradient, theta, seed)


def said(right: bool) -> str:
    """Return a verdict in Secant's words."""
    return "passed" if right else "differs"


def cs231n(loss: Loss, gradient: Gradient, theta: Vector, _seed: int) -> str:
    """Judge by central differences of every coordinate with a step of 1e-5, in place."""
    x, numeric = theta.copy(), np.zeros_like(theta)
    for i in range(x.size):
        kept = x[i]
        x[i] = kept + 1e-5
        ahead = float(loss(x))
        x[i] = kept - 1e-5
        numeric[i] = (ahead - float(loss(x))) / 2e-5
        x[i] = kept
    claimed = gradient(theta).astype(float)
    scale = np.abs(claimed) + np.abs(numeric)
    return said(bool(np.all(np.abs(claimed - numeric) <= WANTED * scale)))


def scipy_tool() -> Tool:
    """Return a judgement by `scipy.optimize.check_grad`."""
    from scipy.optimize import check_grad

    def judge(loss: Loss, gradient: Gradient, theta: Vector, _seed: int) -> str:
        error = check_grad(as_float(loss), lambda t: gradient(t).astype(float), theta)
        return said(bool(error <= WANTED * np.linalg.norm(gradient(theta))))

    return judge


def autograd_tool() -> Tool:
    """Return a judgement by HIPS autograd's `check_grads`."""
    from autograd.extend import defvjp, primitive
    from autograd.test_util import check_grads

    def judge(loss: Loss, gradient: Gradient, theta: Vector, seed: int) -> str:
        wrapped = primitive(as_float(loss))
        defvjp(wrapped, lambda _value, t: lambda back: back * gradient(t).astype(float))
        np.random.seed(seed)  # noqa: NPY002 - that is what the tool draws from
        try:
            check_grads(wrapped, modes=["rev"], order=1)(theta)
        except AssertionError:
            return "differs"
        return "passed"

    return judge


def torch_tool(*, fast: bool) -> Tool:
    """Return a judgement by `torch.autograd.gradcheck`.

    Parameters
    ----------
    fast : bool
        Along one direction.
    """
    import torch

    torch.set_num_threads(1)

    def judge(loss: Loss, gradient: Gradient, theta: Vector, _seed: int) -> str:
        class Wrapped(torch.autograd.Function):
            @staticmethod
            def forward(ctx: Any, t: Any) -> Any:
                ctx.save_for_backward(t)
                return torch.tensor(float(loss(t.detach().numpy())), dtype=torch.float64)

            @staticmethod
            def backward(ctx: Any, back: Any) -> Any:
                (t,) = ctx.saved_tensors
                return back * torch.from_numpy(gradient(t.detach().numpy()).astype(float))

        point = torch.from_numpy(theta.copy()).requires_grad_()
        return said(torch.autograd.gradcheck(Wrapped.apply, (point,), fast_mode=fast, raise_exception=False))

    return judge


def tools() -> dict[str, Tool]:
    """Return the tools that are installed; say what is not."""
    found: dict[str, Tool] = {"Secant": secant_differences, "Secant, complex": secant}
    makers: dict[str, Callable[[], Tool]] = {
        "torch slow": lambda: torch_tool(fast=False),
        "torch fast": lambda: torch_tool(fast=True),
        "scipy": scipy_tool,
        "autograd": autograd_tool,
    }
    for name, make in makers.items():
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed, and left out.")
    return {**found, "CS231n": cs231n}


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print a table of Markdown."""
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def rejected(found: dict[str, Tool], draws: int) -> None:
    """Print how many honest gradients each tool rejects, and of how many Secant cannot judge."""
    names = list(found)
    total, undecided, rows = dict.fromkeys(names, 0), 0, []
    for regime, make in REGIMES.items():
        counts = dict.fromkeys(names, 0)
        for seed in range(draws):
            loss, gradient, theta = make(np.random.default_rng(seed))
            for name, tool in found.items():
                verdict = tool(loss, gradient, theta, seed)
                counts[name] += verdict not in {"passed", "inconclusive"}
                undecided += name == "Secant" and verdict == "inconclusive"
        rows.append([regime, *(f"{100 * counts[name] / draws:.3g}" for name in names)])
        total = {name: total[name] + counts[name] for name in names}
    every = draws * len(REGIMES)
    rows.append([f"all {every} draws", *(f"{total[name]}" for name in names)])
    table(f"Honest gradients rejected, in %, {draws} draws a regime", ["regime", *names], rows)
    print(f"\nOf these, Secant calls {undecided} inconclusive by differences.")


def detected(found: dict[str, Tool], draws: dict[int, int]) -> None:
    """Print how often each tool finds one wrong entry."""
    rows = []
    for size, number in draws.items():
        slow = {"torch slow", "CS231n", "scipy"}
        for name, tool in found.items():
            if size > 97 and name in slow:
                continue
            shares = []
            for delta in DELTAS:
                right = sum(not _passes(tool, size, seed, delta) for seed in range(number))
                shares.append(f"{100 * right / number:.0f}")
            rows.append([f"{size}", name, f"{number}", *shares])
    head = ["P", "tool", "draws", *(f"{delta:g}" for delta in DELTAS)]
    table(
        "One wrong entry found, in %, by its relative error; what evaluates every coordinate at P = 97 alone",
        head,
        rows,
    )


def _passes(tool: Tool, size: int, seed: int, delta: float) -> bool:
    rng = np.random.default_rng(seed)
    loss, gradient, theta = network(size, rng)
    entry = int(rng.integers(size))
    return tool(loss, spoilt(gradient, [entry], delta), theta, seed) != "differs"


def spoilt(gradient: Gradient, entries: list[int], delta: float) -> Gradient:
    """Return a gradient with some entries wrong by a relative error."""

    def wrong(theta: Vector) -> Vector:
        array = gradient(theta)
        array[entries] *= 1 + delta
        return array

    return wrong


def cost(found: dict[str, Tool]) -> None:
    """Print what one check of a right gradient costs."""
    rows = []
    for name, tool in found.items():
        row = [name]
        for size in SIZES:
            if size > 97 and name in {"torch slow", "CS231n", "scipy"} and (size > 10_001):
                row.append("not run")
                continue
            loss, gradient, theta = network(size, np.random.default_rng(0))
            counted = Counted(loss)
            begun = time.perf_counter()
            tool(counted, gradient, theta, 0)
            row.append(f"{counted.calls} in {time.perf_counter() - begun:.2g} s")
        rows.append(row)
    table("Evaluations of the loss for one check, and its time", ["tool", *(f"P = {size}" for size in SIZES)], rows)


def located(draws: dict[int, int]) -> None:
    """Print what locating wrong entries costs."""
    rows = []
    for size, number in draws.items():
        for wrong in (1, 8):
            for style, name in ((lambda loss: loss, "complex step"), (as_float, "differences")):
                calls, right = [], 0
                for seed in range(number):
                    rng = np.random.default_rng(seed)
                    loss, gradient, theta = network(size, rng)
                    entries = sorted(int(entry) for entry in rng.choice(size, wrong, replace=False))
                    counted = Counted(style(loss))
                    found = locate(counted, spoilt(gradient, entries, 1e-2), (theta,), rng=rng)
                    right += [entry for (entry,) in found] == entries
                    calls.append(counted.calls)
                middle = f"{statistics.median(calls):.0f}"
                rows.append([f"{size}", f"{wrong}", name, f"{right} of {number}", middle, f"{max(calls)}"])
    head = ["P", "wrong entries", "by", "all found", "evaluations, median", "most"]
    table("Locating entries that are wrong by 1 %", head, rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="take a tenth of the draws")
    share = 10 if parser.parse_args().quick else 1
    found = tools()
    with np.errstate(all="ignore"):
        rejected(found, 770 // share)
        detected(found, {97: 200 // share, 10_001: 100 // share, 1_000_001: 20 // share})
        cost(found)
        located({97: 50 // share, 10_001: 50 // share, 1_000_001: 10 // share})


if __name__ == "__main__":
    main()
