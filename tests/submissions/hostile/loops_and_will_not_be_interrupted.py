# Tries to catch everything that could interrupt it.
# expects: largest_stable_learning_rate
# class: outliving
# falls: unittest lost
import signal


def largest_stable_learning_rate(X):
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
