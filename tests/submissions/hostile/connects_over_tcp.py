# Tries to connect to another machine.
# expects: predict
# class: network
# falls: layers
import socket


def attempt():
    try:
        socket.create_connection(("127.0.0.1", 9), 1).close()
    except ConnectionRefusedError:
        pass
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
