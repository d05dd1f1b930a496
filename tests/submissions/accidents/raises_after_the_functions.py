# A cell raises after its functions were defined.
# expects: mean_squared_error
# says: Code cell 100 raised ZeroDivisionError in line 12; its other lines ran.
def predict(theta, X):
    return X @ theta


def mean_squared_error(theta, X, y):
    return 0.0


print(1 / 0)
never = "reached"
