# Tries to read a file that is its owner's alone, as a secret of the course is.
# expects: predict
# class: reading
# falls: landlock
def attempt():
    with open("CANARY") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
