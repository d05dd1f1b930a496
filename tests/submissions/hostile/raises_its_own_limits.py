# Tries to raise the limits that it was given.
# expects: predict
# class: exhausting
# falls: limits
import resource


def attempt():
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, hard))
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
