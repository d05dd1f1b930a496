# Tries to crash the process, and everything that runs in it.
# expects: predict
# class: exhausting
# falls: unittest lost
import ctypes


def predict(theta, X):
    return ctypes.string_at(0)
