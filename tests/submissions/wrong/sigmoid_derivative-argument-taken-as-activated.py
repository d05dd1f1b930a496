# Reads f(1 - f) literally and puts a in for f.
import numpy as np


def sigmoid_derivative(a):
    return a * (1 - a)
