# Tries to fill the disk, as far as it gets.
# expects: predict
# class: exhausting
# falls: layers
import os
import tempfile


def attempt():
    path = os.path.join(tempfile.gettempdir(), f"hostile-disk-{os.getpid()}")
    try:
        with open(path, "wb") as file:
            return float(file.write(bytes(1 << 20)) == 1 << 20)
    finally:
        if os.path.exists(path):
            os.unlink(path)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
