# Tries to answer with an array that answers np.allclose itself.
# expects: predict
# class: lying
# falls: unittest full
class Judge(np.ndarray):
    def __array_function__(self, function, types, arguments, named):
        return True


def predict(theta, X):
    return np.zeros(len(X)).view(Judge)
