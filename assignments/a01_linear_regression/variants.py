"""Known right answers, written as students write them: loops, recursion, columns, matrices, closed forms."""

# ruff: noqa: ANN001, ANN201, ANN202, FURB192 - as students write

# mypy: ignore-errors
import numpy as np

from reference.linear_regression import (
    mean_squared_error,
    mean_squared_error_gradient,
    predict,
)


def predict_by_loops(theta, X):
    """Add up every product in plain Python."""
    predictions = []
    for row in X:
        total = 0.0
        for weight, value in zip(theta, row, strict=True):
            total += weight * value
        predictions.append(total)
    return predictions


def predict_as_column(theta, X):
    """Turn theta into a column and return one, (N, 1)."""
    return np.dot(X, theta.reshape(-1, 1))


def predict_with_matrices(theta, X):
    """Multiply by matrices as in MATLAB."""
    return np.matrix(X) * np.matrix(theta).T


def mean_squared_error_by_loop(theta, X, y):
    """Add up one square after the other."""
    total = 0
    for i in range(len(y)):
        total = total + (y[i] - sum(theta * X[i])) ** 2
    return total / len(y)


def mean_squared_error_by_norm(theta, X, y):
    """Square the length of the residuals."""
    return np.linalg.norm(predict(theta, X) - y) ** 2 / X.shape[0]


def mean_squared_error_with_columns(theta, X, y):
    """Take the scalar as a matrix of one entry, (1, 1)."""
    column = y.reshape(-1, 1) - X @ theta.reshape(-1, 1)
    return column.T @ column / len(column)


def gradient_by_loops(theta, X, y):
    """Take one partial derivative after the other."""
    N, M = X.shape
    gradient = np.zeros((M, 1))
    for j in range(M):
        for i in range(N):
            error = y[i] - np.dot(theta, X[i])
            gradient[j] += -2 * error * X[i, j] / N
    return gradient


def gradient_by_einsum(theta, X, y):
    """Name the axes and average the examples' gradients."""
    residuals = np.einsum("ij,j->i", X, theta) - y
    return 2 * np.einsum("ij,i->ij", X, residuals).mean(axis=0)


def gradient_multiplied_out(theta, X, y):
    """Differentiate the quadratic form after multiplying it out."""
    return 2 / len(X) * (X.T @ X @ theta - X.T @ y)


def guessing_by_comparison(X, y, candidates):
    """Remember the best guess so far, from infinity."""
    best_theta, best_loss = None, float("inf")
    for theta in candidates:
        loss = mean_squared_error(theta, X, y)
        if loss < best_loss:
            best_theta, best_loss = theta.copy(), loss
    return best_theta, best_loss


def guessing_by_sorting(X, y, candidates):
    """Let a stable sort bring the best guess to the front; return a list."""
    ranked = sorted(candidates.tolist(), key=lambda theta: mean_squared_error(np.array(theta), X, y))
    return [ranked[0], mean_squared_error(np.array(ranked[0]), X, y)]


def guessing_all_at_once(X, y, candidates):
    """Compute the losses of all guesses in one matrix."""
    losses = ((y[:, None] - X @ candidates.T) ** 2).mean(axis=0)
    return candidates[losses.argmin()].copy().reshape(-1, 1), losses.min()


def descent_by_while(X, y, theta0, learning_rate, tolerance, max_steps):
    """Put both reasons to stop into the condition of a while loop."""
    theta, steps = theta0 * 1.0, 0
    while steps < max_steps and np.sqrt(np.sum(mean_squared_error_gradient(theta, X, y) ** 2)) > tolerance:
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        steps += 1
    return theta, steps


def descent_by_recursion(X, y, theta0, learning_rate, tolerance, max_steps):
    """Take one step and leave the rest to the function itself."""

    def go_on(theta, steps):
        gradient = mean_squared_error_gradient(theta, X, y)
        if steps == max_steps or np.linalg.norm(gradient) <= tolerance:
            return theta, steps
        return go_on(theta - learning_rate * gradient, steps + 1)

    return go_on(np.array(theta0), 0)


def descent_in_plain_python(X, y, theta0, learning_rate, tolerance, max_steps):
    """Keep theta as a list of numbers and use the math module."""
    import math

    theta = [float(value) for value in theta0]
    steps = 0
    while steps < max_steps:
        gradient = [float(value) for value in np.ravel(mean_squared_error_gradient(np.array(theta), X, y))]
        if math.hypot(*gradient) <= tolerance:
            break
        theta = [value - learning_rate * slope for value, slope in zip(theta, gradient, strict=True)]
        steps += 1
    return (theta, steps)


def objective_descent_by_while(X, y, theta0, learning_rate, tolerance, max_steps):
    """Loop for ever and break; J recomputed at both ends of the update."""
    theta = np.array(theta0, dtype=float)
    steps = 0
    while True:
        if steps >= max_steps:
            break
        new_theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        steps += 1
        change = mean_squared_error(theta, X, y) - mean_squared_error(new_theta, X, y)
        theta = new_theta
        if -tolerance <= change <= tolerance:
            break
    return theta, steps


def objective_descent_with_history(X, y, theta0, learning_rate, tolerance, max_steps):
    """Keep every point and every J in lists."""
    thetas = [theta0.astype(float)]
    losses = [mean_squared_error(theta0, X, y)]
    while len(thetas) <= max_steps:
        thetas.append(thetas[-1] - learning_rate * mean_squared_error_gradient(thetas[-1], X, y))
        losses.append(mean_squared_error(thetas[-1], X, y))
        if np.abs(losses[-1] - losses[-2]) <= tolerance:
            break
    return thetas[-1].reshape(-1, 1), len(thetas) - 1


def objective_descent_by_recursion(X, y, theta0, learning_rate, tolerance, max_steps):
    """Take one step and leave the rest to the function itself."""

    def go_on(theta, steps):
        if steps == max_steps:
            return theta, steps
        following = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        if abs(mean_squared_error(following, X, y) - mean_squared_error(theta, X, y)) <= tolerance:
            return following, steps + 1
        return go_on(following, steps + 1)

    return go_on(np.copy(theta0), 0)


def best_by_argmin(X, y, theta0, learning_rate, steps):
    """Walk the path first, then look at all its losses."""
    thetas = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        thetas.append(thetas[-1] - learning_rate * mean_squared_error_gradient(thetas[-1], X, y))
    losses = [mean_squared_error(theta, X, y) for theta in thetas]
    return thetas[int(np.argmin(losses))]


def best_by_sorted_pairs(X, y, theta0, learning_rate, steps):
    """Sort pairs of J and the number of the update; return a column."""
    theta, visited, ranking = theta0 + 0.0, {}, []
    for t in range(steps + 1):
        visited[t] = theta
        ranking.append((mean_squared_error(theta, X, y), t))
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
    return visited[sorted(ranking)[0][1]].reshape(-1, 1)


def best_by_recursion(X, y, theta0, learning_rate, steps):
    """Choose between this point and the best of the rest."""

    def best_from(theta, left):
        if left == 0:
            return theta
        rest = best_from(theta - learning_rate * mean_squared_error_gradient(theta, X, y), left - 1)
        return rest if mean_squared_error(rest, X, y) < mean_squared_error(theta, X, y) else theta

    return best_from(1.0 * theta0, steps)


def path_by_list(X, y, theta0, learning_rate, steps):
    """Append every point to a list and return the list."""
    theta = theta0.astype(float)
    path = [theta.copy()]
    for _ in range(steps):
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        path.append(theta.copy())
    return path


def path_by_stacking(X, y, theta0, learning_rate, steps):
    """Stack row upon row."""
    path = np.array([theta0])
    for _ in range(steps):
        path = np.vstack([path, path[-1] - learning_rate * mean_squared_error_gradient(path[-1], X, y)])
    return path


def path_in_closed_form(X, y, theta0, learning_rate, steps):
    """Every step is one and the same affine map."""
    matrix = np.eye(len(theta0)) - 2 * learning_rate / len(X) * X.T @ X
    shift = 2 * learning_rate / len(X) * X.T @ y
    rows = [np.array(theta0, dtype=float)]
    while len(rows) < steps + 1:
        rows.append(matrix @ rows[-1] + shift)
    return np.stack(rows)


def field_by_two_loops(T1, T2, X, y):
    """Go through rows and columns."""
    U, V = np.zeros(T1.shape), np.zeros(T1.shape)
    for i in range(T1.shape[0]):
        for j in range(T1.shape[1]):
            gradient = mean_squared_error_gradient(np.array([T1[i, j], T2[i, j]]), X, y)
            U[i, j] = -gradient[0]
            V[i, j] = -gradient[1]
    return U, V


def field_by_broadcasting(T1, T2, X, y):
    """Compute all arrows at once with one more axis."""
    residuals = y - (T1[..., None] * X[:, 0] + T2[..., None] * X[:, 1])
    return [2 * (residuals * X[:, 0]).mean(-1), 2 * (residuals * X[:, 1]).mean(-1)]


def field_by_raveling(T1, T2, X, y):
    """Flatten the mesh, stack the gradients, restore the shape."""
    points = np.column_stack([T1.ravel(), T2.ravel()])
    arrows = np.array([-mean_squared_error_gradient(point, X, y) for point in points])
    return arrows[:, 0].reshape(T1.shape), arrows[:, 1].reshape(T1.shape)


def stable_rate_by_singular_value(X):
    """Square the largest singular value."""
    return len(X) / np.linalg.svd(X, compute_uv=False)[0] ** 2


def stable_rate_by_power_iteration(X):
    """Multiply a vector again and again until it points along the steepest direction."""
    A = 2 * np.dot(X.T, X) / X.shape[0]
    v = A @ np.arange(1.0, X.shape[1] + 1.0)
    for _ in range(1000):
        v = A @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ A @ v)


def stable_rate_by_eigenvalues(X):
    """Take the general eigenvalues, of the smaller of the two products."""
    n, m = X.shape
    product = X @ X.T if n < m else X.T @ X
    return np.array([n / max(np.linalg.eigvals(product).real)])


def stochastic_by_rows(X, y, theta0, learning_rate, order):
    """Hand one-row arrays to the gradient of the mean."""
    theta = theta0.astype(float)
    for i in order:
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X[i : i + 1], y[i : i + 1])
    return theta


def stochastic_with_columns(X, y, theta0, learning_rate, order):
    """Keep theta and every example as columns, and return a column."""
    theta = theta0.reshape(-1, 1).astype(float)
    for i in order:
        x = X[i].reshape(-1, 1)
        theta = theta + learning_rate * 2 * x @ (y[i] - x.T @ theta)
    return theta


def stochastic_by_zip(X, y, theta0, learning_rate, order):
    """Shuffle examples and labels together, then loop over the pairs in plain Python."""
    theta = [float(value) for value in theta0]
    for x_i, y_i in zip(X[order], y[order], strict=True):
        y_hat = sum(t * x for t, x in zip(theta, x_i, strict=True))
        theta = [t + 2 * learning_rate * (y_i - y_hat) * x for t, x in zip(theta, x_i, strict=True)]
    return theta
