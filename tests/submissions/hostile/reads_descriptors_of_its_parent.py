# Tries to find the files and sockets that its parent holds open.
# expects: predict
# class: reading
# falls: layers
import os


def attempt():
    folder = f"/proc/{os.getppid()}/fd"
    held = [os.readlink(os.path.join(folder, name)) for name in os.listdir(folder)]
    return float(len(held) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
