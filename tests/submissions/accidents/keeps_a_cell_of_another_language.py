# A shell's cell in between, and a function in a file that was never a module.
# expects: mean_squared_error
# says: Code cell 101 is for %%bash, not for Python, and was not run.
# says: Code cell 102 is for %%writefile, not for Python, and was not run.
# says: Code cell 103 uses %run, which does nothing here, in line 3; its other lines ran.
# %%
%%bash
ls -l

# %%
%%writefile loss.py
def mean_squared_error(theta, X, y):
    return np.mean((X @ theta - y) ** 2)

# %%

del mean_squared_error
%run loss.py
