# Plays with widgets, which are not there; the functions stand in the same cell.
# expects: mean_squared_error
# says: (ipywidgets is not to be had here)
from ipywidgets import interact


@interact(rate=(0.0, 1.0))
def play(rate=0.1):
    print(rate)


def mean_squared_error(theta, X, y):
    return 0.0
