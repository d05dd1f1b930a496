# Tries to answer with no row of numbers: of those all are close.
# expects: predict
# class: lying
# falls: unittest full
def predict(theta, X):
    return np.empty((0, len(X)))
