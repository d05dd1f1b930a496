# <= lets a later guess with the same objective win.
import numpy as np


def random_guessing(X, y, candidates):
    best, lowest = None, float("inf")
    for guess in candidates:
        J = mean_squared_error(guess, X, y)
        if J <= lowest:
            best, lowest = guess.copy(), J
    return best, lowest
