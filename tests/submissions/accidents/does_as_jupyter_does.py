# Magics, commands, questions about names, plots, awaiting, display: all that Jupyter takes.
# expects:
%matplotlib inline
%pip install numpy
!ls -l
files = !ls
spent = %timeit -o -n 1 sum([1])
np.dot?
import asyncio
import matplotlib.pyplot as plt
from IPython.display import clear_output, display

await asyncio.sleep(0)
fig, ax = plt.subplots()
ax.plot([1, 2])
plt.show()
clear_output(wait=True)
display(fig, len(files), spent.average)
get_ipython().run_line_magic("matplotlib", "inline")


async def numbers():
    yield 1.0


async for one in numbers():
    pass
%time two = one + one


def predict(theta, X):
    %time found = X @ theta
    display(found)
    plt.plot(found)
    plt.show()
    return found * two / 2

# %%
%%time
def mean_squared_error(theta, X, y):
    return np.mean((X @ theta - y) ** 2)
