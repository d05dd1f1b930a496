# Tries to talk to its other processes through a socket without a file.
# expects: predict
# class: channel
# falls: seccomp
import os
import socket


def attempt():
    with socket.socket(socket.AF_UNIX) as own:
        own.bind(f"\0hostile-{os.getpid()}")
        own.listen()
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
