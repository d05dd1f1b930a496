"""The sigmoid, the lecture's activation function, and its derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def sigmoid(a: Array | float) -> Array:
    """Compute the sigmoid s(a) = 1 / (1 + exp(-a)), element by element.

    Parameters
    ----------
    a : float, int or ndarray of float or int, any shape
        The values before activation, abs(a) <= 700: exp(700) is still finite in float64.

    Returns
    -------
    s : float or ndarray, the shape of a
        s(a), between 0 and 1.

    References
    ----------
    Slides "Let's use a Sigmoid function" and "Backpropagation" (row "Sigmoid").
    """
    # BEGIN SOLUTION
    s: Array = 1 / (1 + np.exp(-a))
    return s
    # END SOLUTION


def sigmoid_derivative(a: Array | float) -> Array:
    """Compute the derivative of the sigmoid, ds/da = s(a) (1 - s(a)), element by element.

    Parameters
    ----------
    a : float, int or ndarray of float or int, any shape
        The values before activation, abs(a) <= 700.

    Returns
    -------
    derivative : float or ndarray, the shape of a
        ds/da at a.

    Notes
    -----
    The slides also write f_3 (1 - f_3). There f_3 = s(a_3) is activated already; the argument of this
    function is not.

    References
    ----------
    Slide "Let's use a Sigmoid function".
    """
    # BEGIN SOLUTION
    s = sigmoid(a)
    return s * (1 - s)
    # END SOLUTION
