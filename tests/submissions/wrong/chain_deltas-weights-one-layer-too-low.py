# Goes back through the weight of the layer below: w2 for delta2 and w1 for delta1.
import numpy as np


def chain_deltas(params, x, y):
    w = [params[0], params[2], params[3]]
    a, f = [], x
    for k in range(3):
        a.append(w[k] * f + (params[1] if k == 0 else 0))
        f = sigmoid(a[k])
    delta = np.zeros(3)
    delta[2] = (f - y) * sigmoid_derivative(a[2])
    for k in (1, 0):
        delta[k] = delta[k + 1] * w[k] * sigmoid_derivative(a[k])
    return delta
