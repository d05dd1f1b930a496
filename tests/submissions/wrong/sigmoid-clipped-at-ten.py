# Clips to [-10, 10] "for numerical stability".
import numpy as np


def sigmoid(a):
    a = np.clip(a, -10, 10)
    return 1.0 / (1.0 + np.exp(-a))
