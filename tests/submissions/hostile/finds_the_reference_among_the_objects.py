# Tries to find the reference with the garbage collector, and to answer with it.
# expects: predict
# class: reading
# falls: unittest full
import gc
import types


def predict(theta, X):
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__module__ == "reference.linear_regression":
            if each.__name__ == "predict":
                return each(theta, X)
    return np.zeros(len(X))
