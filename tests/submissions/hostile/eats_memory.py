# Asks for more memory than there is.
# expects: predict


def predict(theta, X):
    kept = []
    while True:
        kept.append(np.ones(1 << 24))
