# Tries to read who else uses this machine.
# expects: predict
# class: reading
# falls: landlock
def attempt():
    with open("/etc/passwd") as file:
        return float("root" in file.read())


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
