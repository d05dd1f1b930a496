# Tries to read a file that everybody may read, as an installed reference is.
# expects: predict
# class: reading
# falls: landlock
def attempt():
    with open("PUBLIC_CANARY") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
