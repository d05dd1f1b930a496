"""Functions that cases hand to a submission: they stay with the grader, and can be written into a notebook."""

from __future__ import annotations

from typing import Any

import numpy as np


class Formula:
    """A function that is one expression of its parameters and of constants.

    A hidden case's formula is called back across the trust boundary: neither its source nor its constants get there.
    The visible sibling's stands in the student's notebook, as a lambda.

    Parameters
    ----------
    parameters : str
        As in a `def`: "theta".
    expression : str
        In terms of the parameters, the constants and `np`. It makes its value afresh at each call.
    **constants : number, array or Formula
        What else stands in the expression.

    Attributes
    ----------
    parameters, expression, constants
        As given.

    Raises
    ------
    SyntaxError
        If the two texts make no lambda.

    Examples
    --------
    >>> import numpy as np
    >>> bowl = Formula("theta", "A @ (theta - c)", A=np.diag([1.0, 4.0]), c=np.array([1.0, 0.0]))
    >>> bowl(np.array([2.0, 2.0]))
    array([1., 8.])
    """

    def __init__(self, parameters: str, expression: str, /, **constants: Any) -> None:
        self.parameters, self.expression, self.constants = parameters, expression, constants
        self._function = eval(f"lambda {parameters}: {expression}", {"np": np, **constants})  # noqa: S307 - an author's own

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Return the expression's value."""
        return self._function(*arguments, **named)

    def __repr__(self) -> str:
        """Return the lambda, without its constants."""
        return f"lambda {self.parameters}: {self.expression}"
