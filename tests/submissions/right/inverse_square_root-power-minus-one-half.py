# A lambda with the power -1/2 instead of a def with a division by a root.
import numpy as np

# 1/sqrt(t) = t^(-1/2)
inverse_square_root = lambda eta0, t: eta0 * t ** -0.5

assert np.isclose(inverse_square_root(0.5, 1), 0.5)
assert np.isclose(inverse_square_root(1.0, 4), 0.5)
