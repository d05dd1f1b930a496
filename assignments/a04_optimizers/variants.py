"""Known right answers, written as students write them: loops, recursion, lists, columns, matrices, closed forms."""

# ruff: noqa: ANN001, ANN201, ANN202 - as students write

# mypy: ignore-errors
import numpy as np

from reference.linear_regression import stochastic_gradient_descent
from reference.momentum import momentum_average
from reference.schedules import inverse_square_root


def inverse_square_root_by_math(eta0, t):
    """Use the math module."""
    import math

    return eta0 / math.sqrt(t)


def inverse_square_root_by_power(eta0, t):
    """Raise t to a negative power, and return an array of one entry."""
    return np.array([eta0 * t**-0.5])


def inverse_square_root_in_float32(eta0, t):
    """Return NumPy's shorter float."""
    return np.float32(eta0 / np.sqrt(t))


def step_decay_by_loop(eta0, t, factor, period):
    """Go through the updates and shrink the rate where a period ends."""
    eta = eta0
    for update in range(2, t + 1):
        if (update - 1) % period == 0:
            eta *= factor
    return eta


def step_decay_by_recursion(eta0, t, factor, period):
    """Go back one period."""

    def rate(update):
        return eta0 if update <= period else factor * rate(update - period)

    return rate(t)


def step_decay_by_ceil(eta0, t, factor, period):
    """Count the periods that have begun."""
    return eta0 * np.power(factor, np.ceil(t / period) - 1)


def exponential_decay_by_math(eta0, t, rate):
    """Use the math module, and divide."""
    import math

    return eta0 / math.exp(rate * (t - 1))


def exponential_decay_by_loop(eta0, t, rate):
    """Shrink the rate once an update."""
    eta = eta0
    for _ in range(t - 1):
        eta = eta * np.exp(-rate)
    return eta


def exponential_decay_by_logarithm(eta0, t, rate):
    """Put everything into the exponent, and return a matrix."""
    return np.matrix(np.exp(np.log(eta0) + rate - rate * t))


def cosine_annealing_by_math(eta0, t, steps):
    """Use the math module, and multiply out."""
    import math

    return 0.5 * eta0 + 0.5 * eta0 * math.cos(math.pi * (t - 1) / steps)


def cosine_annealing_by_square(eta0, t, steps):
    """Use the formula of the half angle."""
    return eta0 * np.cos(np.pi / 2 * (t - 1) / steps) ** 2


def cosine_annealing_of_all(eta0, t, steps):
    """Compute the rates of all updates, and take one of them."""
    rates = eta0 / 2 * (1 + np.cos(np.linspace(0, np.pi, steps + 1)))
    return rates[t - 1]


def decaying_by_one_step_each(X, y, theta0, eta0, order):
    """Let the earlier sheet's function make one update after the other."""
    theta = theta0.astype(float)
    t = 1
    for i in order:
        theta = stochastic_gradient_descent(X, y, theta, inverse_square_root(eta0, t), np.array([i]))
        t += 1
    return theta


def decaying_with_columns(X, y, theta0, eta0, order):
    """Keep theta and every example as columns, and return a column."""
    theta = theta0.reshape(-1, 1) * 1.0
    for k in range(len(order)):
        x = X[order[k]].reshape(-1, 1)
        theta += 2 * eta0 / (k + 1) ** 0.5 * (y[order[k]] - x.T @ theta) * x
    return theta


def decaying_in_plain_python(X, y, theta0, eta0, order):
    """Compute all rates first; keep theta as a list."""
    rates = [inverse_square_root(eta0, t) for t in range(1, len(order) + 1)]
    theta = [float(value) for value in theta0]
    for rate, i in zip(rates, order, strict=True):
        error = sum(weight * value for weight, value in zip(theta, X[i], strict=True)) - y[i]
        theta = [weight - 2 * rate * error * value for weight, value in zip(theta, X[i], strict=True)]
    return theta


def momentum_average_in_place(gradient, theta0, learning_rate, steps, w):
    """Change copies in place; multiply the average out."""
    theta = theta0.astype(float)
    D = np.zeros(len(theta0))
    for _ in range(steps):
        D += w * (gradient(theta) - D)
        theta -= learning_rate * D
    return theta


def momentum_average_by_heavy_ball(gradient, theta0, learning_rate, steps, w):
    """Remember the point before instead of the average; return a column."""
    before = now = np.array(theta0, dtype=float)
    for _ in range(steps):
        before, now = now, now - learning_rate * w * gradient(now) + (1 - w) * (now - before)
    return now.reshape(-1, 1)


def momentum_average_in_closed_form(gradient, theta0, learning_rate, steps, w):
    """Keep all gradients, and weigh them anew at every update."""
    theta, seen = theta0 * 1.0, []
    for t in range(steps):
        seen.append(gradient(theta))
        D = sum(w * (1 - w) ** (t - k) * g for k, g in enumerate(seen))
        theta = theta - learning_rate * D
    return theta


def momentum_average_by_recursion(gradient, theta0, learning_rate, steps, w):
    """Make one update, and leave the rest to the function itself."""

    def go_on(theta, D, left):
        if left == 0:
            return theta
        D = w * gradient(theta) + (1 - w) * D
        return go_on(theta - learning_rate * D, D, left - 1)

    return go_on(np.array(theta0), 0, steps)


def momentum_velocity_uphill(gradient, theta0, learning_rate, steps, mu):
    """Let the velocity point uphill, and subtract it; return float32."""
    theta, vel = theta0.astype(float), 0.0
    for _ in range(steps):
        vel = mu * vel + learning_rate * gradient(theta)
        theta = theta - vel
    return theta.astype(np.float32)


def momentum_velocity_without_rate(gradient, theta0, learning_rate, steps, mu):
    """Keep the learning rate out of the velocity, as libraries do."""
    theta = np.array(theta0, dtype=float)
    buffer = np.zeros(theta.shape)
    while steps > 0:
        buffer = mu * buffer + gradient(theta)
        theta = theta - learning_rate * buffer
        steps -= 1
    return list(theta)


def momentum_velocity_by_average(gradient, theta0, learning_rate, steps, mu):
    """Use the other form with another rate."""
    return momentum_average(gradient, theta0, learning_rate / (1 - mu), steps, 1 - mu)


def adagrad_with_history(gradient, theta0, learning_rate, steps, epsilon):
    """Keep all gradients, and add up their squares anew; return a column."""
    theta, history = np.array(theta0, dtype=float), []
    for _ in range(steps):
        history.append(gradient(theta))
        sizes = np.sqrt(np.sum(np.square(history), axis=0))
        theta = theta - learning_rate * history[-1] / (sizes + epsilon)
    return theta.reshape(-1, 1)


def adagrad_in_plain_python(gradient, theta0, learning_rate, steps, epsilon):
    """Go through the parameters one by one."""
    import math

    theta = [float(value) for value in theta0]
    G = [0.0] * len(theta)
    for _ in range(steps):
        g = gradient(np.array(theta))
        for j in range(len(theta)):
            G[j] += g[j] ** 2
            theta[j] -= learning_rate / (math.sqrt(G[j]) + epsilon) * g[j]
    return theta


def adagrad_inside(gradient, theta0, learning_rate, steps, epsilon):
    """Put the guard inside the root."""
    theta = np.array(theta0, dtype=float)
    G = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        G += g * g
        theta -= learning_rate * g / np.sqrt(G + epsilon)
    return theta


def rmsprop_in_place(gradient, theta0, learning_rate, steps, rho, epsilon):
    """Change copies in place; multiply the average out."""
    theta = theta0.astype(float)
    E = np.zeros(theta.shape)
    for _ in range(steps):
        g = gradient(theta)
        E += (1 - rho) * (g**2 - E)
        theta -= learning_rate / (E**0.5 + epsilon) * g
    return theta


def rmsprop_by_recursion(gradient, theta0, learning_rate, steps, rho, epsilon):
    """Make one update, and leave the rest to the function itself; return a matrix."""

    def go_on(theta, E, left):
        if not left:
            return theta
        g = gradient(theta)
        E = rho * E + (1 - rho) * np.square(g)
        return go_on(theta - learning_rate * g / (np.sqrt(E) + epsilon), E, left - 1)

    return np.matrix(go_on(np.copy(theta0), 0, steps))


def rmsprop_inside(gradient, theta0, learning_rate, steps, rho, epsilon):
    """Put the guard inside the root."""
    theta = np.array(theta0, dtype=float)
    E = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        E = rho * E + (1 - rho) * g**2
        theta = theta - learning_rate * g / np.sqrt(E + epsilon)
    return theta


def adadelta_under_one_root(gradient, theta0, steps, rho, epsilon):
    """Take the root of the fraction."""
    theta = np.array(theta0, dtype=float)
    squares = {"gradient": 0.0, "step": 0.0}

    def remember(what, value):
        squares[what] = rho * squares[what] + (1 - rho) * value * value

    for _ in range(steps):
        g = gradient(theta)
        remember("gradient", g)
        step = g * np.sqrt((squares["step"] + epsilon) / (squares["gradient"] + epsilon))
        remember("step", step)
        theta = theta - step
    return theta


def adadelta_with_epsilon_added_first(gradient, theta0, steps, rho, epsilon):
    """Carry epsilon in the averages: a constant stays in an average what it is; return a column."""
    theta = theta0.astype(float)
    Eg, Ed = np.full(len(theta), epsilon), np.full(len(theta), epsilon)
    for _ in range(steps):
        g = gradient(theta)
        Eg = rho * Eg + (1 - rho) * (g**2 + epsilon)
        d = -((Ed / Eg) ** 0.5) * g
        Ed = rho * Ed + (1 - rho) * (d**2 + epsilon)
        theta = theta + d
    return theta.reshape(-1, 1)


def adadelta_in_plain_python(gradient, theta0, steps, rho, epsilon):
    """Go through the parameters one by one."""
    import math

    theta = [float(value) for value in theta0]
    Eg, Ed = [0.0] * len(theta), [0.0] * len(theta)
    for _ in range(steps):
        for j, slope in enumerate(gradient(np.array(theta))):
            Eg[j] = rho * Eg[j] + (1 - rho) * slope**2
            d = -math.sqrt(Ed[j] + epsilon) / math.sqrt(Eg[j] + epsilon) * slope
            Ed[j] = rho * Ed[j] + (1 - rho) * d**2
            theta[j] += d
    return theta


def adam_in_place(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    """Change copies in place, count t by hand, and multiply the averages out."""
    theta = theta0.astype(float)
    m, v, t = np.zeros(len(theta)), np.zeros(len(theta)), 0
    while t < steps:
        t += 1
        g = gradient(theta)
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        theta -= learning_rate * (m / (1 - beta1**t)) / (epsilon + np.sqrt(v / (1 - beta2**t)))
    return theta


def adam_in_closed_form(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    """Keep all gradients: the corrected averages are means with weights; return a list."""
    theta, seen = theta0 * 1.0, []
    for t in range(steps):
        seen.append(gradient(theta))
        ages = np.arange(t, -1, -1)
        m_hat = np.average(seen, axis=0, weights=np.power(beta1, ages))
        v_hat = np.average(np.square(seen), axis=0, weights=np.power(beta2, ages))
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta.tolist()


def adam_with_rescaled_rate(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    """Move both corrections into the rate and the guard, as the paper proposes."""
    theta = np.array(theta0, dtype=float)
    m = v = 0
    for t in range(1, steps + 1):
        g = gradient(theta)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        root = np.sqrt(1 - beta2**t)
        theta = theta - learning_rate * root / (1 - beta1**t) * m / (np.sqrt(v) + epsilon * root)
    return theta


def adam_inside(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    """Put the guard inside the root."""
    theta = np.array(theta0, dtype=float)
    m = np.zeros_like(theta)
    v = np.zeros_like(theta)
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        theta = theta - learning_rate * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t) + epsilon)
    return theta
