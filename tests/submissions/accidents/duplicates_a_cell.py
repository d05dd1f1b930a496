# The same cell twice, as copy and paste leave it.
# expects:
def mean_squared_error(theta, X, y):
    return np.mean((X @ theta - y) ** 2)

# %%
def mean_squared_error(theta, X, y):
    return np.mean((X @ theta - y) ** 2)
