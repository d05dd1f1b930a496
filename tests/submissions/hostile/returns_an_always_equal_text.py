# Tries to answer with a text that is equal to everything.
# expects: mean_squared_error
# class: lying
# falls: unittest full
class Equal(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def mean_squared_error(theta, X, y):
    return Equal("the mean of the squares")
