# Tries to import the reference, or the engine's copy of it, from where NumPy is installed.
# expects: predict
# class: reading
# falls: landlock
import os
import site
import sys


def attempt():
    home = os.path.dirname(os.path.dirname(os.path.realpath(np.__file__)))
    kept = [*sys.path]
    try:
        site.addsitedir(home)
        sys.path.append(os.path.join(home, "autograder", "_resources"))
        import reference.linear_regression
    finally:
        sys.path[:] = kept
    return float(callable(reference.linear_regression.predict))


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
