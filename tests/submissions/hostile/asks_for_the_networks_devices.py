# Tries to ask the kernel about the network.
# expects: predict
# class: network
# falls: seccomp
import socket


def attempt():
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as own:
        own.bind((0, 0))
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
