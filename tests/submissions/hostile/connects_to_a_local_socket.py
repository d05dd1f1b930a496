# Tries to talk to a service of this machine, as Docker's.
# expects: predict
# class: network
# falls: seccomp
import socket


def attempt():
    with socket.socket(socket.AF_UNIX) as own:
        try:
            own.connect("/nowhere/docker.sock")
        except FileNotFoundError:
            pass
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
