# Tries to answer with a number that is equal, and close, to everything.
# expects: mean_squared_error
# class: lying
# falls: unittest full
class Equal(float):
    def __eq__(self, other):
        return True

    __le__ = __ge__ = __lt__ = __gt__ = __eq__
    __hash__ = float.__hash__

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def mean_squared_error(theta, X, y):
    return Equal(-1.0)
