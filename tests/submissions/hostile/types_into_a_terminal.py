# Tries to type commands into a terminal, as if the instructor did.
# expects: predict
# class: kernel
# falls: layers
import fcntl
import os
import termios


def attempt():
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSTI, b"x")
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
