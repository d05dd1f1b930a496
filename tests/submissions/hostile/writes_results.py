# Tries to write the results itself, wherever they may be looked for, and to leave before others do.
# expects: predict
# class: forging
# falls: unittest forged
import os
import sys


def predict(theta, X):
    for path in (sys.argv[-1], "/autograder/results/results.json"):
        if path.endswith("results.json") and os.path.isdir(os.path.dirname(path)):
            with open(path, "w") as file:
                file.write('{"score": 1000, "tests": []}')
            os._exit(0)
    return np.zeros(len(X))
