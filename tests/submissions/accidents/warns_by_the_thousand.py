# NumPy warns in every call, and in a cell at the top level.
# expects:
np.log(np.zeros(3)) / 0


def predict(theta, X):
    np.log(np.zeros(len(X)))
    return X @ theta
