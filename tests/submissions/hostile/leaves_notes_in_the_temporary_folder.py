# Tries to leave its inputs in a file, for its other processes.
# expects: predict
# class: channel
# falls: layers
import os
import tempfile


def attempt():
    path = os.path.join(tempfile.gettempdir(), f"hostile-notes-{os.getpid()}")
    try:
        with open(path, "w") as file:
            file.write("X")
        return float(open(path).read() == "X")
    finally:
        if os.path.exists(path):
            os.unlink(path)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
