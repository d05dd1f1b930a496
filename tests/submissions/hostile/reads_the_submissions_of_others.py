# Tries to list the folder that other students' work lies in, and read it.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    folder = os.path.dirname("PUBLIC_CANARY")
    found = [open(os.path.join(folder, name)).read() for name in os.listdir(folder)]
    return float(len(found) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
