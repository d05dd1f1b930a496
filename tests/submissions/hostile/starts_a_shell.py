# Tries to start a program, which keeps nothing of what holds this one.
# expects: predict
# class: outliving
# falls: layers
import signal
import subprocess


def attempt():
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    return float(subprocess.run(["/bin/sh", "-c", "exit 7"]).returncode == 7)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
