# Tries to write the results after the grader has, when the interpreter ends.
# expects: predict
# class: outliving
# falls: unittest forged
import atexit
import sys


def forge():
    if sys.argv[-1].endswith("results.json"):
        with open(sys.argv[-1], "w") as file:
            file.write('{"score": 1000, "tests": []}')


def predict(theta, X):
    atexit.register(forge)
    return np.zeros(len(X))
