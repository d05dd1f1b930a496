# Tries to keep the regular expressions of C busy.
# expects: largest_stable_learning_rate
# class: exhausting
# falls: unittest lost
import re


def largest_stable_learning_rate(X):
    return float(re.match("(a+)+$", 60 * "a" + "b") is None)
