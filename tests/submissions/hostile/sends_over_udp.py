# Tries to send its inputs to another machine.
# expects: predict
# class: network
# falls: seccomp
import socket


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        return float(own.sendto(b"X", ("127.0.0.1", 9)) == 1)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
