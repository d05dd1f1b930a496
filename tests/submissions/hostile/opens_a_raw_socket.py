# Tries to read and write packets as they are.
# expects: predict
# class: network
# falls: layers
import socket


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as own:
        return float(own.fileno() >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
