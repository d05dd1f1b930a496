# Tries to take more memory than it is given.
# expects: predict
# class: exhausting
# falls: limits
def attempt():
    return float(np.zeros(3 << 26).nbytes == 3 << 29)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
