# A one-sided difference with the step 0.01.
import numpy as np


def sigmoid_derivative(a):
    h = 0.01
    return (sigmoid(a + h) - sigmoid(a)) / h
