# Tries to change its arguments so that the right answer becomes its own.
# expects: predict
# class: forging
# falls: unittest full
def predict(theta, X):
    X[...] = 0
    theta[...] = 0
    return np.zeros(len(X))
