# Tries to let another machine in.
# expects: predict
# class: network
# falls: layers
import socket


def attempt():
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        own.listen()
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
