# Sets the global generator's seed in a cell and in a function, and draws from it.
# expects:
np.random.seed(0)
noise = np.random.rand(5)


def predict(theta, X):
    np.random.seed(1)
    np.random.rand(3)
    return X @ theta
