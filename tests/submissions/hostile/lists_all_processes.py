# Tries to find the grader among the processes of the machine.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    return float(any(name.isdigit() for name in os.listdir("/proc")))


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
