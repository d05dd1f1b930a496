# Uses names that NumPy no longer has, in functions: np.product, np.float.
# expects: predict mean_squared_error
# says: np.product is of another NumPy than
# says: write np.prod)
# says: write float)
def predict(theta, X):
    return X @ theta * np.product(X.shape) / np.product(X.shape)


def mean_squared_error(theta, X, y):
    return np.mean((X @ theta - y).astype(np.float) ** 2)
