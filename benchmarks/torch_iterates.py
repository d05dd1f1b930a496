"""Write the iterates of PyTorch's optimisers to tests/golden/optimizers, for the tests of the reference.

Run it with `python benchmarks/torch_iterates.py` where PyTorch is installed. The problems are written twice
on purpose: here in PyTorch, whose autograd makes the gradients, and in the tests in NumPy.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor
    from torch.optim import Optimizer

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "optimizers"
STEPS = 40


def ravine(theta: Tensor) -> Tensor:
    """Compute a quadratic with a condition number of 50."""
    return 25 * (theta[0] - 1) ** 2 + (theta[1] + 2) ** 2 / 2


def rosenbrock(theta: Tensor) -> Tensor:
    """Compute Rosenbrock's function."""
    return (1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2


PROBLEMS = {"ravine": (ravine, [3.0, 1.5]), "rosenbrock": (rosenbrock, [-1.2, 1.0])}

# The reference's hyperparameters in PyTorch's words. PyTorch adds epsilon to the root in Adagrad, RMSprop and
# Adam, and inside both roots in Adadelta, whose factor lr has to be 1.
OPTIMIZERS: dict[str, Callable[..., Optimizer]] = {
    "momentum_velocity": lambda theta, learning_rate, mu: torch.optim.SGD([theta], lr=learning_rate, momentum=mu),
    "adagrad": lambda theta, learning_rate, epsilon: torch.optim.Adagrad(
        [theta], lr=learning_rate, eps=epsilon, initial_accumulator_value=0
    ),
    "rmsprop": lambda theta, learning_rate, rho, epsilon: torch.optim.RMSprop(
        [theta], lr=learning_rate, alpha=rho, eps=epsilon
    ),
    "adadelta": lambda theta, rho, epsilon: torch.optim.Adadelta([theta], lr=1.0, rho=rho, eps=epsilon),
    "adam": lambda theta, learning_rate, beta1, beta2, epsilon: torch.optim.Adam(
        [theta], lr=learning_rate, betas=(beta1, beta2), eps=epsilon
    ),
}

# Each once with usual values, once with unusual ones and an epsilon large enough to show where it stands.
HYPERPARAMETERS: dict[str, list[dict[str, float]]] = {
    "momentum_velocity": [{"learning_rate": 1e-3, "mu": 0.9}, {"learning_rate": 2e-4, "mu": 0.5}],
    "adagrad": [{"learning_rate": 0.1, "epsilon": 1e-10}, {"learning_rate": 0.5, "epsilon": 0.1}],
    "rmsprop": [
        {"learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-8},
        {"learning_rate": 0.05, "rho": 0.5, "epsilon": 0.1},
    ],
    "adadelta": [{"rho": 0.95, "epsilon": 1e-6}, {"rho": 0.8, "epsilon": 1e-2}],
    "adam": [
        {"learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        {"learning_rate": 0.1, "beta1": 0.5, "beta2": 0.8, "epsilon": 0.1},
    ],
}


def iterates(name: str, problem: str, hyperparameters: dict[str, float]) -> list[list[float]]:
    """Return the point after 0, 1, ..., STEPS updates."""
    objective, start = PROBLEMS[problem]
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = OPTIMIZERS[name](theta, **hyperparameters)
    path = [theta.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        objective(theta).backward()
        optimizer.step()
        path.append(theta.tolist())
    return path


def main() -> None:
    """Write one file for every function of the reference."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, settings in HYPERPARAMETERS.items():
        runs = [
            {
                "problem": problem,
                "hyperparameters": hyperparameters,
                "iterates": iterates(name, problem, hyperparameters),
            }
            for hyperparameters in settings
            for problem in PROBLEMS
        ]
        golden = {"torch": torch.__version__.split("+")[0], "dtype": "float64", "runs": runs}
        (GOLDEN / f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
