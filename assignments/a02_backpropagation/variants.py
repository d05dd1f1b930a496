"""Known right answers, written as students write them: loops, recursion, math, columns, matrices, other algebra."""

# ruff: noqa: ANN001, ANN201, ANN202 - as students write

# mypy: ignore-errors
import numpy as np

from reference.activations import sigmoid, sigmoid_derivative
from reference.scalar_chain import chain_deltas, chain_forward, chain_gradient, chain_step


def sigmoid_number_by_number(a):
    """Take math for one number, and the function itself for the entries of an array; return lists."""
    import math

    if isinstance(a, (int, float)) or np.ndim(a) == 0:
        return 1 / (1 + math.exp(-a))
    return [sigmoid(entry) for entry in a]


def sigmoid_by_hyperbolic_tangent(a):
    """Move and shrink the other S."""
    return (1 + np.tanh(a / 2)) / 2


def sigmoid_by_cases(a):
    """Never take the exponential of a positive number."""
    small = np.exp(-np.abs(a))
    return np.where(np.asarray(a) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_by_logarithm(a):
    """Take the stable logarithm first."""
    return np.exp(-np.logaddexp(0, -a))


def sigmoid_with_vectorize(a):
    """Let NumPy loop over a function of one number."""
    import math

    return np.vectorize(lambda number: math.exp(number) / (math.exp(number) + 1), otypes=[float])(a)


def derivative_as_quotient(a):
    """Differentiate the fraction, as the backward table has it."""
    return np.exp(-a) / (1 + np.exp(-a)) ** 2


def derivative_by_symmetry(a):
    """Mirror instead of subtracting."""
    return sigmoid(a) * sigmoid(-a)


def derivative_by_hyperbolic_cosine(a):
    """Multiply the fraction out."""
    return 1 / (2 + 2 * np.cosh(a))


def derivative_by_loop(a):
    """Fill a flat array entry by entry and restore its shape."""
    flat = np.ravel(a)
    slopes = np.empty(len(flat))
    for i, entry in enumerate(flat):
        s = float(sigmoid(float(entry)))
        slopes[i] = s - s * s
    return slopes.reshape(np.shape(a))


def derivative_number_by_number(a):
    """Take apart what has entries, and answer for one number."""
    if isinstance(a, (int, float, np.integer)):
        s = float(sigmoid(a))
        return s * (1 - s)
    return np.array([sigmoid_derivative(entry) for entry in a])


def forward_in_one_equation(params, x):
    """Write the slide's one long equation."""
    return sigmoid(params[3] * sigmoid(params[2] * sigmoid(params[0] * x + params[1])))


def forward_by_loop(params, x):
    """Loop over layers, each with a weight and a bias."""
    w1, b1, w2, w3 = params
    f = x
    for weight, bias in [(w1, b1), (w2, 0), (w3, 0)]:
        f = sigmoid(weight * f + bias)
    return f


def forward_with_math(params, x):
    """Use a helper of one's own and the math module."""
    import math

    def s(a):
        return 1 / (1 + math.exp(-a))

    w1, b1, w2, w3 = (float(value) for value in params)
    return s(w3 * s(w2 * s(w1 * x + b1)))


def forward_with_matrices(params, x):
    """Take every layer as a matrix of one row; return (1, 1)."""
    first = np.matrix([[params[0], params[1]]])
    z = 1 / (1 + np.exp(-(first * np.matrix([[x], [1.0]]))))
    for weight in params[2:]:
        z = 1 / (1 + np.exp(-(np.matrix([[weight]]) * z)))
    return z


def forward_by_recursion(params, x):
    """Peel off one layer after the other."""

    def output(layer):
        if layer == 1:
            return sigmoid(params[0] * x + params[1])
        return sigmoid(params[layer] * output(layer - 1))

    return output(3)


def loss_by_norm(params, x, y):
    """Take the length of the error."""
    return 0.5 * np.linalg.norm([y - chain_forward(params, x)]) ** 2


def loss_multiplied_out(params, x, y):
    """Multiply the square out."""
    y_hat = chain_forward(params, x)
    return y * y / 2 - y * y_hat + y_hat * y_hat / 2


def loss_in_one_line(params, x, y):
    """Take no earlier function for the forward pass but the sigmoid, and return an array of one entry."""
    w1, b1, w2, w3 = params
    return np.array([0.5 * (sigmoid(w3 * sigmoid(w2 * sigmoid(w1 * x + b1))) - y) ** 2])


def deltas_as_products(params, x, y):
    """Write every product of the slide in full, and use nothing twice."""
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    f3 = sigmoid(w3 * f2)
    return [
        -(y - f3) * f3 * (1 - f3) * w3 * f2 * (1 - f2) * w2 * f1 * (1 - f1),
        -(y - f3) * f3 * (1 - f3) * w3 * f2 * (1 - f2),
        -(y - f3) * f3 * (1 - f3),
    ]


def deltas_by_loop(params, x, y):
    """Walk back through a list of layers; return a column."""
    w1, b1, w2, w3 = params
    f = [sigmoid(w1 * x + b1)]
    for weight in (w2, w3):
        f.append(sigmoid(weight * f[-1]))
    delta = np.zeros((3, 1))
    delta[2] = (f[2] - y) * f[2] * (1 - f[2])
    for layer, weight in ((1, w3), (0, w2)):
        delta[layer] = delta[layer + 1] * weight * f[layer] * (1 - f[layer])
    return delta


def deltas_by_recursion(params, x, y):
    """Ask for the delta above, down to the last."""
    a = [params[0] * x + params[1]]
    a.append(params[2] * sigmoid(a[0]))
    a.append(params[3] * sigmoid(a[1]))

    def delta(layer):
        above = chain_forward(params, x) - y if layer == 2 else delta(layer + 1) * params[layer + 2]
        return above * sigmoid_derivative(a[layer])

    return tuple(delta(layer) for layer in range(3))


def deltas_with_math(params, x, y):
    """Use plain numbers, the math module, and the table's form of the derivative."""
    import math

    def slope(a):
        return math.exp(-a) / (math.exp(-a) + 1) ** 2

    w1, b1, w2, w3 = params.tolist()
    a1 = w1 * x + b1
    a2 = w2 / (1 + math.exp(-a1))
    a3 = w3 / (1 + math.exp(-a2))
    d3 = (1 / (1 + math.exp(-a3)) - y) * slope(a3)
    d2 = d3 * w3 * slope(a2)
    return np.array([[d2 * w2 * slope(a1), d2, d3]])


def gradient_as_products(params, x, y):
    """Write the slide's four lines in full, then put them into the order of params."""
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    a2 = w2 * sigmoid(a1)
    a3 = w3 * sigmoid(a2)
    dL_df3 = -(y - sigmoid(a3))
    dL_dw3 = dL_df3 * sigmoid_derivative(a3) * sigmoid(a2)
    dL_dw2 = dL_df3 * sigmoid_derivative(a3) * w3 * sigmoid_derivative(a2) * sigmoid(a1)
    dL_db = dL_df3 * sigmoid_derivative(a3) * w3 * sigmoid_derivative(a2) * w2 * sigmoid_derivative(a1)
    return [dL_db * x, dL_db, dL_dw2, dL_dw3]


def gradient_by_jacobian(params, x, y):
    """Multiply the deltas by a matrix of derivatives of the three a by the four parameters."""
    f1 = sigmoid(params[0] * x + params[1])
    jacobian = np.zeros((3, 4))
    jacobian[0, 0], jacobian[0, 1] = x, 1
    jacobian[1, 2] = f1
    jacobian[2, 3] = sigmoid(params[2] * f1)
    return np.ravel(chain_deltas(params, x, y)) @ jacobian


def gradient_forward_mode(params, x, y):
    """Carry the derivatives along with the values, from the front to the back."""
    w1, b1, w2, w3 = params
    e = np.eye(4)
    f, df = sigmoid(w1 * x + b1), e[0] * x + e[1]
    df = df * f * (1 - f)
    for j, weight in ((2, w2), (3, w3)):
        a, da = weight * f, e[j] * f + weight * df
        f = sigmoid(a)
        df = da * f * (1 - f)
    return ((f - y) * df).reshape(-1, 1)


def gradient_with_names(params, x, y):
    """Collect the derivatives under their names, the last layer first."""
    w1, b1, w2, w3 = (float(value) for value in params)
    f1 = float(sigmoid(w1 * x + b1))
    f2 = float(sigmoid(w2 * f1))
    signal = (chain_forward(params, x) - y) * float(sigmoid_derivative(w3 * f2))
    slopes = {"w3": signal * f2}
    signal *= w3 * float(sigmoid_derivative(w2 * f1))
    slopes["w2"] = signal * f1
    signal *= w2 * float(sigmoid_derivative(w1 * x + b1))
    slopes["b1"], slopes["w1"] = signal, signal * x
    return [slopes[name] for name in ("w1", "b1", "w2", "w3")]


def step_as_a_list(params, x, y, learning_rate):
    """Take the four numbers one by one, with all derivatives known before."""
    return [p - learning_rate * g for p, g in zip(params, chain_gradient(params, x, y), strict=True)]


def step_by_tuple_assignment(params, x, y, learning_rate):
    """Update all names in one statement."""
    w1, b1, w2, w3 = params
    g1, g2, g3, g4 = np.ravel(chain_gradient(params, x, y))
    w1, b1, w2, w3 = w1 - learning_rate * g1, b1 - learning_rate * g2, w2 - learning_rate * g3, w3 - learning_rate * g4
    return np.array([w1, b1, w2, w3])


def step_on_a_copy(params, x, y, learning_rate):
    """Change a copy in place, the derivatives first."""
    new = params.astype(float)
    g = np.asarray(chain_gradient(params, x, y)).ravel()
    for j in range(len(new)):
        new[j] -= learning_rate * g[j]
    return new.reshape(-1, 1)


def step_from_the_deltas(params, x, y, learning_rate):
    """Go the slide's way: predict, propagate back, then the vector of update equations."""
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    d1, d2, d3 = np.ravel(chain_deltas(params, x, y))
    w3 = w3 - learning_rate * d3 * f2
    w2 = w2 - learning_rate * d2 * f1
    w1 = w1 - learning_rate * d1 * x
    b1 = b1 - learning_rate * d1
    return w1, b1, w2, w3


def train_by_recursion(params, xs, ys, learning_rate, order):
    """Make the first step and leave the rest to the function itself."""

    def go_on(theta, left):
        if len(left) == 0:
            return theta
        i = left[0]
        return go_on(chain_step(theta, xs[i], ys[i], learning_rate), left[1:])

    return go_on(params.copy(), list(order))


def train_by_reduce(params, xs, ys, learning_rate, order):
    """Fold the samples into the parameters; return a list."""
    from functools import reduce

    samples = zip(xs[order], ys[order], strict=True)
    return list(reduce(lambda theta, s: chain_step(theta, s[0], s[1], learning_rate), samples, 1.0 * params))


def train_with_history(params, xs, ys, learning_rate, order):
    """Keep all parameters on the way and return the last."""
    history = [np.array(params, dtype=float)]
    k = 0
    while k < len(order):
        g = np.asarray(chain_gradient(history[-1], xs[order[k]], ys[order[k]]))
        history.append(history[-1] - learning_rate * g)
        k += 1
    return history[-1].reshape(4, 1)


def train_in_plain_python(params, xs, ys, learning_rate, order):
    """Write the whole loop of the slide with plain numbers."""
    import math

    def s(a):
        return 1 / (1 + math.exp(-a))

    w1, b1, w2, w3 = (float(value) for value in params)
    for i in order:
        x, y = float(xs[i]), float(ys[i])
        f1 = s(w1 * x + b1)
        f2 = s(w2 * f1)
        f3 = s(w3 * f2)
        d3 = (f3 - y) * f3 * (1 - f3)
        d2 = d3 * w3 * f2 * (1 - f2)
        d1 = d2 * w2 * f1 * (1 - f1)
        w1, b1, w2, w3 = (
            w1 - learning_rate * d1 * x,
            b1 - learning_rate * d1,
            w2 - learning_rate * d2 * f1,
            w3 - learning_rate * d3 * f2,
        )
    return (w1, b1, w2, w3)
