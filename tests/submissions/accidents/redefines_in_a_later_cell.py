# Mends a function in a later cell: the last definition counts, as in Jupyter.
# expects:
def predict(theta, X):
    return theta @ X

# %%
def predict(theta, X):
    return X @ theta
