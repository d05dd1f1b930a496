# Never returns.
# expects: mean_squared_error


def mean_squared_error(theta, X, y):
    while True:
        pass
