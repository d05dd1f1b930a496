# Tries to carry its inputs out in the names that it asks for.
# expects: predict
# class: network
# falls: seccomp
import socket


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.connect(("127.0.0.1", 53))
        question = b"\0\1\1\0\0\1\0\0\0\0\0\0\1x\7invalid\0\0\1\0\1"
        return float(own.send(question) == len(question))


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
