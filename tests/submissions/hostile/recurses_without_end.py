# Tries to overflow the stack of C.
# expects: largest_stable_learning_rate
# class: exhausting
# falls: unittest lost
import sys


def largest_stable_learning_rate(X):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(10**6):
        nested = [nested]
    return float(len(repr(nested)))
