# Tries to leave its inputs in shared memory, for its other processes.
# expects: predict
# class: channel
# falls: layers
import os


def attempt():
    path = f"/dev/shm/hostile-{os.getpid()}"
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    os.unlink(path)
    return float(os.write(handle, b"X") == 1)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
