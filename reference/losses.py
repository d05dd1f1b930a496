"""The two losses of the lecture, element by element, and their derivatives with respect to the prediction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def quadratic_loss(y_hat: Array | float, y: Array | float) -> Array | float:
    """Compute the quadratic loss 1/2 (y_hat - y)^2, element by element.

    Parameters
    ----------
    y_hat : float, int or ndarray of float or int, any shape
        The predictions; the slide writes y.
    y : float, int or ndarray of float or int, the shape of y_hat
        The labels; the slide writes y^(i).

    Returns
    -------
    loss : float or ndarray, the shape of y_hat
        One loss for every pair: neither their sum nor their mean.

    Notes
    -----
    The slide calls this "the same objective as Linear Regression". Apart from the constants it is: here
    stands 1/2 and no 1/N, there 1/N and no 1/2.

    References
    ----------
    Slide "Objective Functions for NNs", 1.
    """
    # BEGIN SOLUTION
    return (y_hat - y) ** 2 / 2
    # END SOLUTION


def quadratic_loss_derivative(y_hat: Array | float, y: Array | float) -> Array | float:
    """Compute the derivative of `quadratic_loss` with respect to the prediction, element by element.

    Parameters
    ----------
    y_hat : float, int or ndarray of float or int, any shape
        The predictions; the slide writes y.
    y : float, int or ndarray of float or int, the shape of y_hat
        The labels; the slide writes y^(i).

    Returns
    -------
    derivative : float or ndarray, the shape of y_hat
        d(loss)/d(y_hat) for every pair.

    References
    ----------
    Slide "Objective Functions for NNs", 1.
    """
    # BEGIN SOLUTION
    # The 2 of the power cancels the 1/2, and the inner derivative is 1.
    return y_hat - y
    # END SOLUTION


def binary_cross_entropy(y_hat: Array | float, y: Array | float) -> Array | float:
    """Compute the binary cross-entropy -(y log(y_hat) + (1 - y) log(1 - y_hat)), element by element.

    Parameters
    ----------
    y_hat : float or ndarray of float, any shape
        The predicted probabilities of label 1, 0 < y_hat < 1; the slide writes y.
    y : float, int or ndarray of float or int, the shape of y_hat
        The labels, 0 <= y <= 1; the slide writes y^(i), the backpropagation table y*.

    Returns
    -------
    loss : float or ndarray, the shape of y_hat
        One loss for every pair, >= 0, in natural units (log is the natural logarithm).

    Notes
    -----
    The backpropagation table writes J without the leading minus. That is the log likelihood, which grows as
    the predictions get better. We minimise, so the minus of the loss slide stands.

    References
    ----------
    Slide "Objective Functions for NNs", 2.
    """
    # BEGIN SOLUTION
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    # END SOLUTION


def binary_cross_entropy_derivative(y_hat: Array | float, y: Array | float) -> Array | float:
    """Compute the derivative of `binary_cross_entropy` with respect to the prediction, element by element.

    Parameters
    ----------
    y_hat : float or ndarray of float, any shape
        The predicted probabilities of label 1, 0 < y_hat < 1; the slide writes y.
    y : float, int or ndarray of float or int, the shape of y_hat
        The labels, 0 <= y <= 1; the slide writes y^(i), the backpropagation table y*.

    Returns
    -------
    derivative : float or ndarray, the shape of y_hat
        d(loss)/d(y_hat) for every pair.

    Notes
    -----
    The table's g_y has lost the minus of the loss, like its J. The sign here is that of the loss slide.

    References
    ----------
    Slide "Objective Functions for NNs", 2.
    """
    # BEGIN SOLUTION
    # The derivative of log(y_hat) is 1 / y_hat, that of log(1 - y_hat) is 1 / (y_hat - 1).
    return -(y / y_hat + (1 - y) / (y_hat - 1))
    # END SOLUTION
