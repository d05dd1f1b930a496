# An object with layers; its call is the forward pass.
import numpy as np


class Layer:
    def __init__(self, weights):
        self.weights = np.atleast_2d(weights)

    def __call__(self, inputs):
        return sigmoid(self.weights.dot(np.insert(inputs.astype(float), 0, 1.0)))


class Network:
    def __init__(self, *weights):
        self.layers = [Layer(w) for w in weights]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def mlp_forward(alpha, beta, x):
    return Network(alpha, beta)(x)
