# Tries to find where the course is installed, beside NumPy, and to read its reference.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    home = os.path.dirname(os.path.dirname(os.path.realpath(np.__file__)))
    folders = [os.path.join(home, "autograder", "_resources")]
    for name in os.listdir(home):
        if name.endswith(".pth"):
            folders += open(os.path.join(home, name)).read().split()
    for folder in folders:
        path = os.path.join(folder, "reference", "linear_regression.py")
        if os.path.exists(path):
            return float("def predict" in open(path).read())
    raise LookupError("not found")


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
