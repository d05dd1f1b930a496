# Tries to open as many files as there can be.
# expects: predict
# class: exhausting
# falls: limits
import os


def attempt():
    held = []
    try:
        while len(held) < 300:
            held.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for each in held:
            os.close(each)
    return float(len(held) == 300)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
