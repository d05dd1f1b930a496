# Tries to give a closed file another name, by a hard link, where it may be open.
# expects: predict
# class: reading
# falls: layers
import os
import tempfile


def attempt():
    link = os.path.join(tempfile.gettempdir(), f"hostile-link-{os.getpid()}")
    os.link("PUBLIC_CANARY", link)
    try:
        with open(link) as file:
            return float(len(file.read()) > 0)
    finally:
        os.unlink(link)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
