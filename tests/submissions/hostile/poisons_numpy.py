# Breaks NumPy for whatever is called after it in the same process.
# expects: predict


def predict(theta, X):
    np.zeros_like = np.empty_like = np.mean = np.linalg.norm = np.array = None
    return np.inf
