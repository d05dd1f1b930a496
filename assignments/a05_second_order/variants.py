"""Known right answers, written as students write them: other algebra, other line searches, other ways to remember."""

# ruff: noqa: ANN001, ANN201, ANN202 - as students write

# mypy: ignore-errors
import numpy as np

from reference.quasi_newton import bfgs_update, lbfgs_direction


def update_multiplied_out(H, s, y):
    """Multiply the product out; H y appears twice."""
    ys = np.dot(y, s)
    Hy = H @ y
    return H + (1 + y @ Hy / ys) * np.outer(s, s) / ys - (np.outer(Hy, s) + np.outer(s, Hy)) / ys


def update_with_columns(H, s, y):
    """Turn the vectors into columns, as the formula has them."""
    s, y = s.reshape(-1, 1), y.reshape(-1, 1)
    rho = 1 / (y.T @ s).item()
    eye = np.identity(len(s))
    return (eye - rho * s @ y.T) @ H @ (eye - rho * y @ s.T) + rho * s @ s.T


def update_by_loops(H, s, y):
    """Add up every entry in plain Python."""
    n = len(s)
    rho = 1 / sum(y[i] * s[i] for i in range(n))
    V = [[(i == j) - rho * y[i] * s[j] for j in range(n)] for i in range(n)]
    new = [[rho * s[i] * s[j] for j in range(n)] for i in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                for m in range(n):
                    new[i][j] += V[k][i] * H[k, m] * V[m][j]
    return new


def update_through_the_hessian(H, s, y):
    """Update the Hessian itself, the inverse of H, and invert it again; return a matrix."""
    B = np.linalg.inv(H)
    Bs = B @ s
    return np.matrix(B - np.outer(Bs, Bs) / (s @ Bs) + np.outer(y, y) / (y @ s)).I


def direction_with_the_matrix(g, S, Y):
    """Form H after all, pair by pair: fine for a few parameters."""
    H = np.eye(len(g))
    if len(S) > 0:
        H = H * (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1])
    for s, y in zip(S, Y, strict=True):
        H = bfgs_update(H, s, y)
    return -H @ g


def direction_by_recursion(g, S, Y):
    """Peel off the newest pair and leave the others to the function itself."""
    gamma = np.dot(S[-1], Y[-1]) / np.dot(Y[-1], Y[-1]) if len(S) else 1.0

    def times_h(v, k):
        if k == 0:
            return gamma * v
        s, y = S[k - 1], Y[k - 1]
        rho = 1 / np.dot(s, y)
        alpha = rho * np.dot(s, v)
        r = times_h(v - alpha * y, k - 1)
        return r + s * (alpha - rho * np.dot(y, r))

    return -times_h(g.astype(float), len(S))


def direction_with_lists(g, S, Y):
    """Keep the numbers of the first loop on a stack, and pop them in the second; return a column."""
    d = -1.0 * g
    stack = []
    for s, y in list(zip(S, Y, strict=True))[::-1]:
        a = (s * d).sum() / (s * y).sum()
        stack.append(a)
        d = d - a * y
    if stack:
        d = d * (S[-1] * Y[-1]).sum() / (Y[-1] ** 2).sum()
    for s, y in zip(S, Y, strict=True):
        b = (y * d).sum() / (s * y).sum()
        d = d + (stack.pop() - b) * s
    return d.reshape(-1, 1)


def bfgs_with_golden_section(objective, gradient, theta0, tolerance, max_steps):
    """Search the line until nothing is left to gain: exact line search."""
    theta, H, steps = 1.0 * theta0, np.eye(len(theta0)), 0
    g = gradient(theta)
    ratio = (5**0.5 - 1) / 2
    while steps < max_steps and np.linalg.norm(g) > tolerance:
        p = -H @ g
        end = 1e-3
        while objective(theta + 2 * end * p) < objective(theta + end * p):
            end *= 2
        low, high = 0.0, 2 * end
        for _ in range(40):
            left, right = high - ratio * (high - low), low + ratio * (high - low)
            if objective(theta + left * p) < objective(theta + right * p):
                high = right
            else:
                low = left
        s = (low + high) / 2 * p
        new = gradient(theta + s)
        if s @ (new - g) > 0:
            H = bfgs_update(H, s, new - g)
        theta, g, steps = theta + s, new, steps + 1
    return theta


def bfgs_with_wolfe(objective, gradient, theta0, tolerance, max_steps):
    """Bisect until both Wolfe conditions hold: then y^T s > 0 by itself."""
    theta, H = theta0.astype(float), np.eye(len(theta0))
    for _ in range(max_steps):
        g = gradient(theta)
        if np.sqrt(np.sum(g**2)) <= tolerance:
            return theta
        p = -np.dot(H, g)
        low, high, step = 0.0, np.inf, 1.0
        for _ in range(50):
            if objective(theta + step * p) > objective(theta) + 1e-4 * step * np.dot(g, p):
                high = step
            elif np.dot(gradient(theta + step * p), p) < 0.9 * np.dot(g, p):
                low = step
            else:
                break
            step = 2 * low if high == np.inf else (low + high) / 2
        new = theta + step * p
        y = gradient(new) - g
        if np.dot(y, new - theta) > 0:
            H = bfgs_update(H, new - theta, y)
        theta = new
    return theta


def bfgs_with_the_hessian(objective, gradient, theta0, tolerance, max_steps):
    """Keep the Hessian instead of its inverse, and solve for the step; halve as asked."""
    theta, B = np.array(theta0, dtype=float).reshape(-1, 1), np.eye(np.size(theta0))
    for _ in range(max_steps):
        g = gradient(theta.ravel()).reshape(-1, 1)
        if np.linalg.norm(g) <= tolerance:
            break
        p, t = np.linalg.solve(B, -g), 1
        while objective((theta + t * p).ravel()) > objective(theta.ravel()) + 1e-4 * t * (g.T @ p).item():
            t /= 2
        y = gradient((theta + t * p).ravel()).reshape(-1, 1) - g
        theta, s = theta + t * p, t * p
        if (y.T @ s).item() > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            B = B - (B @ s) @ (B @ s).T / (s.T @ B @ s) + y @ y.T / (y.T @ s)
    return theta


def bfgs_in_tenths(objective, gradient, theta0, tolerance, max_steps):
    """Shrink the step by 0.7, ask for a tenth of the promised decrease, and scale H once before its first update."""
    theta, H, first = theta0.copy() + 0.0, np.eye(theta0.size), True
    g = gradient(theta)
    for _ in range(max_steps):
        if g @ g <= tolerance**2:
            break
        p, t = -H.dot(g), 1.0
        while objective(theta + t * p) > objective(theta) + 0.1 * t * g.dot(p):
            t *= 0.7
        s, old = t * p, g
        theta = theta + s
        g = gradient(theta)
        y = g - old
        if s.dot(y) <= 0:
            continue
        if first:
            H, first = H * s.dot(y) / y.dot(y), False
        H = bfgs_update(H, s, y)
    return theta


def lbfgs_with_a_deque(objective, gradient, theta0, memory, tolerance, max_steps):
    """Let a deque of pairs forget the oldest one."""
    from collections import deque

    pairs = deque(maxlen=memory)
    theta = np.array(theta0, dtype=float)
    for _ in range(max_steps):
        g = gradient(theta)
        if np.linalg.norm(g) <= tolerance:
            break
        S = np.array([s for s, _ in pairs])
        Y = np.array([y for _, y in pairs])
        p, t = lbfgs_direction(g, S, Y), 1.0
        while objective(theta + t * p) > objective(theta) + 1e-4 * t * (g @ p):
            t *= 0.5
        new = theta + t * p
        y = gradient(new) - g
        if y @ (new - theta) > 0:
            pairs.append((new - theta, y))
        theta = new
    return theta.tolist()


def lbfgs_with_wolfe(objective, gradient, theta0, memory, tolerance, max_steps):
    """Bisect until both Wolfe conditions hold, and keep every pair in lists."""
    theta = theta0 * 1.0
    steps, changes = [], []
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = lbfgs_direction(g, np.array(steps[-memory:]), np.array(changes[-memory:]))
        low, high, t = 0.0, None, 1.0
        for _ in range(50):
            trial = theta + t * p
            if objective(trial) > objective(theta) + 1e-4 * t * g @ p:
                high = t
            elif gradient(trial) @ p < 0.9 * (g @ p):
                low = t
            else:
                break
            t = 2 * low if high is None else (low + high) / 2
        new = gradient(trial)
        if (new - g) @ (trial - theta) > 0:
            steps.append(trial - theta)
            changes.append(new - g)
        theta, g = trial, new
    return theta


def lbfgs_with_bfgs_updates(objective, gradient, theta0, memory, tolerance, max_steps):
    """Build H from the remembered pairs at every step; the first step has length one at most; return a column."""
    theta = theta0.astype(float)
    remembered = []
    for number in range(max_steps):
        g = gradient(theta)
        if np.linalg.norm(g) <= tolerance:
            break
        H = np.eye(theta.size)
        if remembered:
            s, y = remembered[-1]
            H = (s @ y) / (y @ y) * H
        for s, y in remembered:
            H = bfgs_update(H, s, y)
        p = -H @ g
        t = min(1.0, 1 / np.linalg.norm(g)) if number == 0 else 1.0
        while objective(theta + t * p) > objective(theta) + 1e-4 * t * p @ g:
            t /= 2
        y = gradient(theta + t * p) - g
        if t * p @ y > 1e-10 * np.linalg.norm(t * p) * np.linalg.norm(y):
            remembered = [*remembered, (t * p, y)][-memory:]
        theta = theta + t * p
    return theta.reshape(-1, 1)
