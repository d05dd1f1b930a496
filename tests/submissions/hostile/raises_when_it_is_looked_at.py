# Tries to answer with an array whose properties raise when they are read.
# expects: predict
# class: lying
# falls: unittest full
class Shy(np.ndarray):
    def refuse(self, *_):
        raise SystemExit(0)

    shape = dtype = flags = nbytes = property(refuse)

    def __array_function__(self, function, types, arguments, named):
        return True


def predict(theta, X):
    return np.zeros(len(X)).view(Shy)
