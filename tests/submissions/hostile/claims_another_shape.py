# Tries to answer with an array that lies about its shape, its type and its bytes.
# expects: predict
# class: lying
# falls: unittest full
class Shapeless(np.ndarray):
    shape = property(lambda self: (2**40,))
    dtype = property(lambda self: np.dtype(object))
    tobytes = lambda self, *arguments: b"right"

    def __array_function__(self, function, types, arguments, named):
        return True


def predict(theta, X):
    return np.zeros(len(X)).view(Shapeless)
