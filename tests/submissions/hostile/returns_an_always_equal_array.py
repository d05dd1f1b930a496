# Tries to answer with an array whose comparisons and arithmetic always please.
# expects: predict
# class: lying
# falls: unittest full
class Pleasing(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **named):
        return np.zeros(self.shape) if ufunc in (np.subtract, np.absolute) else np.ones(self.shape, bool)

    def __eq__(self, other):
        return np.ones(self.shape, bool)


def predict(theta, X):
    return np.zeros(len(X)).view(Pleasing)
