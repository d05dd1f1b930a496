# Tries to answer with an integer that no difference can be taken from.
# expects: mean_squared_error
# class: lying
# falls: unittest full
class Equal(int):
    def __sub__(self, other):
        return 0

    __rsub__ = __sub__


def mean_squared_error(theta, X, y):
    return Equal(-1)
