# An import that is not there stands before the functions of its cell.
# expects: mean_squared_error
# says: (seaborn is not to be had here) in line 4
import seaborn as sns


def predict(theta, X):
    return X @ theta


def mean_squared_error(theta, X, y):
    return sns.mean((predict(theta, X) - y) ** 2)
