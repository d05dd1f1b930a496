"""Known right answers about the network: loops, columns, matrices, packed weights, shorter algebra."""

# ruff: noqa: ANN001, ANN201, ANN202, ANN204 - as students write

# mypy: ignore-errors
import numpy as np

from reference.activations import sigmoid, sigmoid_derivative
from reference.losses import binary_cross_entropy_derivative
from reference.mlp import mlp_activations, mlp_deltas, mlp_forward, mlp_gradient, mlp_step


def activations_by_loops(alpha, beta, x):
    """Add up every product in plain Python; a and z are lists."""
    import math

    a, z, b = [], [], float(beta[0])
    for j in range(len(alpha)):
        total = float(alpha[j, 0])
        for i in range(len(x)):
            total += float(alpha[j, i + 1]) * float(x[i])
        a.append(total)
        z.append(1 / (1 + math.exp(-total)))
        b += float(beta[j + 1]) * z[j]
    return a, z, b


def activations_with_columns(alpha, beta, x):
    """Make everything a column, and return a list of three."""
    a = alpha @ np.vstack([[[1.0]], x.reshape(-1, 1)])
    z = sigmoid(a)
    return [a, z, beta.reshape(1, -1) @ np.vstack([np.ones((1, 1)), z])]


def activations_with_biases_apart(alpha, beta, x):
    """Add the biases to the sums over the others."""
    bias, weights = alpha[:, 0], alpha[:, 1:]
    a = np.einsum("ji,i->j", weights, x) + bias
    z = sigmoid(a)
    return a, z, beta[0] + np.inner(beta[1:], z)


def activations_with_matrices(alpha, beta, x):
    """Multiply by matrices as in MATLAB."""
    a = np.matrix(alpha) * np.matrix(np.insert(x.astype(float), 0, 1)).T
    z = sigmoid(a)
    b = np.matrix(beta) * np.matrix(np.vstack([[1], z]))
    return a, z, b[0, 0]


def forward_by_layers(alpha, beta, x):
    """Treat both layers alike, in a class."""

    class Layer:
        def __init__(self, weights):
            self.weights = np.atleast_2d(weights)

        def __call__(self, inputs):
            return sigmoid(self.weights.dot(np.append([1.0], inputs)))

    for layer in (Layer(alpha), Layer(beta)):
        x = layer(x)
    return x


def forward_by_generator(alpha, beta, x):
    """Sum over a generator of hidden units, with a sigmoid for each sign."""
    import math

    def s(value):
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))

    hidden = (s(row[0] + sum(w * x_i for w, x_i in zip(row[1:], x, strict=True))) for row in alpha)
    return s(beta[0] + sum(w * z for w, z in zip(beta[1:], hidden, strict=True)))


def forward_by_tanh(alpha, beta, x):
    """Write the sigmoid as a hyperbolic tangent, and round to float32 at the end."""
    b = mlp_activations(alpha, beta, x)[-1]
    return np.float32(0.5 + 0.5 * np.tanh(b / 2))


def loss_by_label(alpha, beta, x, y):
    """Let the label pick the logarithm that counts."""
    import math

    p = mlp_forward(alpha, beta, x)
    if y == 1:
        return -math.log(p)
    return -math.log(1 - p)


def loss_by_softplus(alpha, beta, x, y):
    """Start from the value before the last sigmoid."""
    b = mlp_activations(alpha, beta, x)[2]
    return np.logaddexp(0, b) - y * b


def loss_of_one_entry(alpha, beta, x, y):
    """Take the scalar as a matrix of one entry."""
    p = np.array([[mlp_forward(alpha, beta, x)]])
    return np.abs(np.log(np.abs(p - (1 - y))))


def deltas_simplified(alpha, beta, x, y):
    """Simplify g_b on paper, and use what is activated already."""
    _, z, b = mlp_activations(alpha, beta, x)
    g_b = sigmoid(b) - y
    g_z = np.delete(beta, 0) * g_b
    return g_b, g_z, g_z * (z - z**2)


def deltas_by_loop(alpha, beta, x, y):
    """Go through the units one by one; the two vectors are lists."""
    a, _, _ = mlp_activations(alpha, beta, x)
    y_hat = mlp_forward(alpha, beta, x)
    g_b = ((1 - y) / (1 - y_hat) - y / y_hat) * y_hat * (1 - y_hat)
    g_z, g_a = [], []
    for j in range(len(a)):
        g_z.append(g_b * beta[j + 1])
        g_a.append(g_z[j] * sigmoid_derivative(a[j]))
    return [g_b, g_z, g_a]


def deltas_as_the_table(alpha, beta, x, y):
    """Write the sigmoid's slope with the table's exponentials, and return columns."""
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = binary_cross_entropy_derivative(1 / (1 + np.exp(-b)), y) * np.exp(-b) / (np.exp(-b) + 1) ** 2
    g_z = (beta * g_b)[1:, np.newaxis]
    return np.array([g_b]), g_z, g_z * (np.exp(-a) / (np.exp(-a) + 1) ** 2).reshape(len(z), 1)


def gradient_entry_by_entry(alpha, beta, x, y):
    """Fill two arrays of floats in two nested loops."""
    _, z, _ = mlp_activations(alpha, beta, x)
    g_b, _, g_a = mlp_deltas(alpha, beta, x, y)
    g_alpha, g_beta = np.zeros(alpha.shape), np.zeros(beta.shape)
    g_beta[0] = g_b
    for j in range(alpha.shape[0]):
        g_beta[j + 1] = g_b * z[j]
        g_alpha[j, 0] = g_a[j]
        for i in range(x.shape[0]):
            g_alpha[j, i + 1] = g_a[j] * x[i]
    return g_alpha, g_beta


def gradient_by_einsum(alpha, beta, x, y):
    """Name the axes, and return a list."""
    inputs = np.r_[1.0, x]
    z = sigmoid(np.einsum("ji,i", alpha, inputs))
    units = np.r_[1.0, z]
    g_b = sigmoid(np.einsum("j,j", beta, units)) - y
    return [np.einsum(",j,j,i->ji", g_b, beta[1:], z * (1 - z), inputs), g_b * units]


def gradient_with_matrices(alpha, beta, x, y):
    """Multiply a column by a row, as matrices."""
    _, z, b = mlp_activations(alpha, beta, x)
    z = np.ravel(z)
    error = sigmoid(b) - y
    g_a = np.matrix(error * beta[1:] * z * (1 - z)).T
    return g_a * np.matrix(np.append([1.0], x)), error * np.matrix(np.append([1.0], z))


def gradient_by_complex_step(alpha, beta, x, y):
    """Pack all weights into one vector, and move each a tiny bit beside the real line."""
    weights = np.concatenate([alpha.ravel(), beta]).astype(complex)

    def loss(packed):
        rows = packed[: alpha.size].reshape(alpha.shape)
        z = 1 / (1 + np.exp(-(rows[:, 0] + rows[:, 1:] @ x)))
        b = packed[alpha.size] + packed[alpha.size + 1 :] @ z
        return np.log(1 + np.exp(b)) - y * b

    slopes = np.array([loss(weights + 1e-30j * unit).imag / 1e-30 for unit in np.eye(weights.size)])
    return slopes[: alpha.size].reshape(alpha.shape), slopes[alpha.size :]


def input_gradient_by_jacobians(alpha, beta, x, y):
    """Multiply the derivatives of all layers, each a matrix."""
    a, _, b = mlp_activations(alpha, beta, x)
    by_z = np.array([[sigmoid(b) - y]]) @ beta[1:].reshape(1, -1)
    return by_z @ np.diag(sigmoid_derivative(np.ravel(a))) @ alpha[:, 1:]


def input_gradient_by_sums(alpha, beta, x, y):
    """Add up the ways through all units, for one input after the other; return a tuple."""
    g_a = mlp_deltas(alpha, beta, x, y)[2]
    return tuple(sum(g_a[j] * alpha[j, i] for j in range(len(alpha))) for i in range(1, alpha.shape[1]))


def input_gradient_of_everything(alpha, beta, x, y):
    """Differentiate by the constant, too, and drop it at the end."""
    *_, g_a = mlp_deltas(alpha, beta, x, y)
    return np.delete(alpha.T.dot(np.reshape(g_a, (-1, 1))), 0, axis=0)


def step_by_pairs(alpha, beta, x, y, learning_rate):
    """Treat both arrays of weights alike."""
    gradients = mlp_gradient(alpha, beta, x, y)
    return tuple(w - learning_rate * g for w, g in zip((alpha, beta), gradients, strict=True))


def step_in_copies(alpha, beta, x, y, learning_rate):
    """Take the gradients first, then move copies in place."""
    gradients = mlp_gradient(alpha, beta, x, y)
    new_alpha, new_beta = alpha.astype(float), beta.astype(float)
    new_alpha -= learning_rate * gradients[0]
    new_beta -= learning_rate * gradients[1]
    return [new_alpha, new_beta]


def step_row_by_row(alpha, beta, x, y, learning_rate):
    """Move one weight after the other into lists, by gradients that were taken before."""
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    rows = [[w - learning_rate * g for w, g in zip(*pair, strict=True)] for pair in zip(alpha, g_alpha, strict=True)]
    return rows, [w + -g * learning_rate for w, g in zip(beta, g_beta, strict=True)]


def train_by_iterator(alpha, beta, X, y, learning_rate, order):
    """Hand a pair of arrays from step to step, while there are indices."""
    weights = (1.0 * alpha, 1.0 * beta)
    samples = iter(order)
    while (i := next(samples, None)) is not None:
        weights = mlp_step(*weights, X[i, :], y[i], learning_rate)
    return list(weights)


def train_in_one_vector(alpha, beta, X, y, learning_rate, order):
    """Keep all weights in one vector, and update views of it in place."""
    theta = np.hstack([alpha.ravel(), beta]).astype(float)
    A, v = theta[: alpha.size].reshape(alpha.shape), theta[alpha.size :]
    for k in order:
        g_A, g_v = mlp_gradient(A, v, X[k], y[k])
        theta -= learning_rate * np.hstack([np.ravel(g_A), np.ravel(g_v)])
    return A, v


def train_by_recursion(alpha, beta, X, y, learning_rate, order):
    """Take one step and leave the rest to the function itself."""

    def go_on(weights, left):
        if len(left) == 0:
            return weights
        return go_on(mlp_step(*weights, X[left[0]], y[left[0]], learning_rate), left[1:])

    return go_on((alpha.copy(), beta.copy()), list(order))


def train_over_shuffled_rows(alpha, beta, X, y, learning_rate, order):
    """Shuffle examples and labels together, then loop over the pairs."""
    from functools import reduce

    def learn(weights, pair):
        return mlp_step(weights[0], weights[1], *pair, learning_rate)

    return reduce(learn, zip(X[order], y[order], strict=True), (np.array(alpha), np.array(beta)))
