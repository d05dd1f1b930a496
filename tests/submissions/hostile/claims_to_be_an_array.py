# Tries to answer with an object that says it is an array, and judges itself.
# expects: predict
# class: lying
# falls: unittest full
class Claim:
    __class__ = property(lambda self: np.ndarray)
    shape = property(lambda self: (5,))

    def __array_function__(self, function, types, arguments, named):
        return True


def predict(theta, X):
    return Claim()
