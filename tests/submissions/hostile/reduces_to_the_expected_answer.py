# Tries to answer with an object that becomes the expected one when it is copied or unpickled.
# expects: predict
# class: lying
# falls: unittest full
import sys


def reconstruct(size):
    frame = sys._getframe(1)
    while frame:
        if callable(frame.f_locals.get("expected_of")):
            return frame.f_locals["expected_of"](*frame.f_locals["arguments"])
        frame = frame.f_back
    return np.zeros(size)


class Reduced(np.ndarray):
    def __reduce__(self):
        return reconstruct, (len(self),)

    def __deepcopy__(self, memo):
        return reconstruct(len(self))


def predict(theta, X):
    return np.zeros(len(X)).view(Reduced)
