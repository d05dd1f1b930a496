# Tries to read the environment of the processes above it: a token may be there.
# expects: predict
# class: reading
# falls: layers
import os


def attempt():
    with open(f"/proc/{os.getppid()}/environ", "rb") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
