# Tries to reach a closed file through a symbolic link.
# expects: predict
# class: reading
# falls: layers
import os
import tempfile


def attempt():
    link = os.path.join(tempfile.gettempdir(), f"hostile-symlink-{os.getpid()}")
    os.symlink("PUBLIC_CANARY", link)
    try:
        with open(link) as file:
            return float(len(file.read()) > 0)
    finally:
        os.unlink(link)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
