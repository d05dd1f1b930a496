"""Known right answers about the two losses: per element, in other algebra, as lists."""

# ruff: noqa: ANN001, ANN201, ANN202 - as students write

# mypy: ignore-errors
import numpy as np

from reference.losses import quadratic_loss


def quadratic_multiplied_out(y_hat, y):
    """Multiply the square out."""
    return 0.5 * y_hat * y_hat - y_hat * y + 0.5 * y * y


def quadratic_in_single_precision(y_hat, y):
    """Take half the difference times the difference, and round to float32 at the very end."""
    difference = np.subtract(y_hat, y)
    return np.float32(0.5 * difference * difference)


def quadratic_by_recursion(y_hat, y):
    """Go down into rows until there are numbers; return nested lists."""

    def loss(p, q):
        if np.ndim(p) == 0:
            return float(p - q) ** 2 / 2
        return [loss(p_i, q_i) for p_i, q_i in zip(p, q, strict=True)]

    return loss(y_hat, y)


def quadratic_by_type(y_hat, y):
    """Look first whether there is one pair or many."""
    if isinstance(y_hat, int | float):
        return (y - y_hat) ** 2 * 0.5
    losses = np.zeros(y_hat.shape)
    for place in np.ndindex(y_hat.shape):
        losses[place] = quadratic_loss(float(y_hat[place]), float(y[place]))
    return losses


def quadratic_slope_in_steps(y_hat, y):
    """Name the outer and the inner derivative."""
    u = y_hat - y
    half, d_square, d_inner = 1 / 2, 2 * u, np.ones_like(u)
    return half * d_square * d_inner


def quadratic_slope_by_difference(y_hat, y):
    """Take a symmetric difference, which is exact for a parabola."""
    return quadratic_loss(y_hat + 0.5, y) - quadratic_loss(y_hat - 0.5, y)


def quadratic_slope_by_type(y_hat, y):
    """Look first whether there is one pair or many; return a list."""
    if not isinstance(y_hat, np.ndarray):
        return float(y_hat) - float(y)
    return np.negative(np.subtract(y, y_hat)).tolist()


def cross_entropy_by_likelihood(y_hat, y):
    """Write the likelihood as a product of powers and take the logarithm last."""
    likelihood = y_hat**y * (1 - y_hat) ** (1 - y)
    return -np.log(likelihood)


def cross_entropy_by_log_odds(y_hat, y):
    """Sort the terms by the label: a softplus of the log odds."""
    log_odds = np.log(y_hat) - np.log1p(-y_hat)
    return np.logaddexp(0, log_odds) - y * log_odds


def cross_entropy_per_element(y_hat, y):
    """Let math.log see one pair after the other, and put the values back into shape."""
    import math

    together = np.broadcast(y_hat, y)
    values = [-q * math.log(p) - (1 - q) * math.log(1 - p) for p, q in together]
    return np.array(values).reshape(together.shape)


def cross_entropy_with_guard(y_hat, y):
    """Keep the predictions away from 0 and 1, by less than anybody sees."""
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return np.where(np.asarray(y) > 0, -y * np.log(p), 0.0) - (1 - y) * np.log(1 - p)


def cross_entropy_slope_as_one_fraction(y_hat, y):
    """Bring both terms to one denominator."""
    return (y_hat - y) / (y_hat * (1 - y_hat))


def cross_entropy_slope_by_reciprocals(y_hat, y):
    """Start from the two reciprocals."""
    yes = np.reciprocal(np.asarray(y_hat, dtype=float))
    no = np.reciprocal(np.subtract(1.0, y_hat))
    return (1 - y) * no - y * yes


def cross_entropy_slope_by_complex_step(y_hat, y):
    """Take the imaginary part of the loss a tiny bit beside the real line."""
    step = 1e-30
    p = y_hat + 1j * step
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    return loss.imag / step


def cross_entropy_slope_per_element(y_hat, y):
    """Differentiate one pair after the other."""
    if np.isscalar(y_hat):
        return -y / y_hat + (1 - y) / (1 - y_hat)
    slopes = np.empty_like(y_hat)
    for place, p in np.ndenumerate(y_hat):
        slopes[place] = -y[place] / p + (1 - y[place]) / (1 - p)
    return slopes
