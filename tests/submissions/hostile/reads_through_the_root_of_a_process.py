# Tries to go around a closed path by the root folder of a process.
# expects: predict
# class: reading
# falls: landlock
def attempt():
    with open("/proc/self/root" + "PUBLIC_CANARY") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
