# Takes the square root itself with Heron's method.
import numpy as np


def my_sqrt(number):
    guess = max(1.0, float(number))
    while True:
        better = (guess + number / guess) / 2
        if better >= guess:      # from above it falls until rounding stops it
            return guess
        guess = better


def inverse_square_root(eta0, t):
    return np.divide(eta0, my_sqrt(t))
