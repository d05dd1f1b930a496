# Integrates with np.trapz at the top level, before a wrong function.
# expects: predict
# says: Code cell 100 raised AttributeError (np.trapz is of another NumPy than
# says: write np.trapezoid
area = np.trapz([1.0, 2.0])


def predict(theta, X):
    return X @ theta + 1
