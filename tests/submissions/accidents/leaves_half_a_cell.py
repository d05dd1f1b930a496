# A cell was left in the middle of a word; the definitions before it stand.
# expects: mean_squared_error
# says: Code cell 101 has a syntax error in line 3; nothing in it ran.
def mean_squared_error(theta, X, y):
    return 0.0

# %%

def mean_squared_error(theta, X, y):
    return np.mean((X @ theta -
