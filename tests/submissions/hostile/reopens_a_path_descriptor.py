# Tries to take a descriptor that only names a file, and open that for reading.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    named = os.open("PUBLIC_CANARY", os.O_PATH)
    with open(f"/proc/self/fd/{named}") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
