# Asks for a number, in a cell and in a function.
# expects: predict
# says: Code cell 100 asks for input(), which nobody answers here, in line 5; its other lines ran.
# says: It raised EOFError (nobody answers an input() here)
rate = float(input("Rate? "))


def predict(theta, X):
    return X @ theta * float(input("Scale? "))
