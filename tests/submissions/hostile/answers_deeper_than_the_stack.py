# Tries to overflow the stack of whoever reads its answer.
# expects: predict
# class: exhausting
# falls: unittest lost
import sys


def predict(theta, X):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return nested
