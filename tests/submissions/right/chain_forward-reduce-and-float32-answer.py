# functools.reduce over the later weights; the answer is rounded to float32 at the very end.
from functools import reduce

import numpy as np

squash = lambda t: np.reciprocal(1.0 + np.exp(-np.float64(t)))  # noqa: E731


def chain_forward(params, x):
    first = squash(np.dot(params[:2], (x, 1)))
    return np.float32(reduce(lambda f, w: squash(w * f), params[2:], first))
