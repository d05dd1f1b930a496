"""A grader as many are: unittest cases in the process of the submission, np.allclose, a results.json at the end.

    python naive_grader.py SUBMISSION RESULTS

It stands in for graders in the style of gradescope-utils: hostile submissions are shown to succeed against it.
"""

# ruff: noqa: PT009 - a unittest grader's assertions are what hostile submissions go for

from __future__ import annotations

import contextlib
import copy
import io
import json
import resource
import sys
import unittest
from pathlib import Path

import numpy as np

import reference.linear_regression as lr

MEMORY = 3 << 29  # bytes; a hostile submission must not take the whole machine
DRAWS = 3

SUBMISSION: dict = {"np": np, "__name__": "__main__"}


def arguments_of(name, seed):
    """Draw arguments by the parameters' names; no two exercises disagree about them."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(5, 2)), rng.normal(size=5)
    values = {"theta": rng.normal(size=2), "theta0": rng.normal(size=2), "X": X, "y": y}
    values |= {"candidates": rng.normal(size=(4, 2)), "T1": rng.normal(size=(3, 3)), "T2": rng.normal(size=(3, 3))}
    values |= {"learning_rate": 0.05, "tolerance": 0.1, "max_steps": 5, "steps": 5, "order": rng.integers(0, 5, 7)}
    code = getattr(lr, name).__code__
    return [values[parameter] for parameter in code.co_varnames[: code.co_argcount]]


def close(answer, expected):
    """Compare as numpy does; a pair by its parts."""
    if isinstance(expected, tuple):
        return len(answer) == len(expected) and all(map(close, answer, expected))
    try:
        return bool(np.allclose(answer, expected))
    except (TypeError, ValueError):
        return False


class Tests(unittest.TestCase):
    """One test an exercise; those of the numbers compare numbers, as their authors like it."""

    def array(self, name):
        def expected_of(*arguments):
            return getattr(lr, name)(*arguments)

        for seed in range(DRAWS):
            arguments = arguments_of(name, seed)
            answer = copy.deepcopy(SUBMISSION[name](*arguments))  # it may change it later
            expected = expected_of(*arguments)
            correct = close(answer, expected)
            self.assertTrue(correct, "" if correct else f"{name} gave {answer!r}, not {expected!r}")

    def test_mean_squared_error(self):
        for seed in range(DRAWS):
            arguments = arguments_of("mean_squared_error", seed)
            expected = lr.mean_squared_error(*arguments)
            self.assertAlmostEqual(SUBMISSION["mean_squared_error"](*arguments), expected)

    def test_largest_stable_learning_rate(self):
        for seed in range(DRAWS):
            arguments = arguments_of("largest_stable_learning_rate", seed)
            expected = lr.largest_stable_learning_rate(*arguments)
            error = abs(SUBMISSION["largest_stable_learning_rate"](*arguments) - expected) / expected
            self.assertFalse(error > 1e-7)


ARRAYS = (
    "predict",
    "mean_squared_error_gradient",
    "random_guessing",
    "gradient_descent",
    "gradient_descent_on_objective",
    "gradient_descent_best",
    "descent_path",
    "negative_gradient_field",
    "stochastic_gradient_descent",
)
NAMES = ("predict", "mean_squared_error", *ARRAYS[1:-1], "largest_stable_learning_rate", ARRAYS[-1])
for each in ARRAYS:
    setattr(Tests, f"test_{each}", lambda self, name=each: self.array(name))


def main(submission, results):
    """Grade a script into results.json: a point a test."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Path(results).open("w", encoding="utf-8") as file, contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(Path(submission).read_text(encoding="utf-8"), submission, "exec"), SUBMISSION)  # noqa: S102
        suite = unittest.TestSuite(Tests(f"test_{name}") for name in NAMES)
        outcome = unittest.TextTestRunner(io.StringIO()).run(suite)
        failed = {str(test.id()).rpartition(".test_")[2]: text for test, text in outcome.failures + outcome.errors}
        tests = [{"name": name, "score": float(name not in failed), "output": failed.get(name, "")} for name in NAMES]
        score = sum(test["score"] for test in tests)
        json.dump({"score": score, "tests": tests, "output": printed.getvalue()}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
