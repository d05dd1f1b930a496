# Tries to talk to its other processes through a pipe with a name.
# expects: predict
# class: channel
# falls: layers
import os
import tempfile


def attempt():
    path = os.path.join(tempfile.gettempdir(), f"hostile-pipe-{os.getpid()}")
    os.mkfifo(path)
    os.unlink(path)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
