# Tries to break NumPy for whatever is called after it in the same process.
# expects: predict
# class: forging
# falls: unittest lost
def predict(theta, X):
    np.zeros_like = np.empty_like = np.empty = np.mean = np.array = np.linalg.eigvalsh = None
    return np.full(len(X), np.inf)
