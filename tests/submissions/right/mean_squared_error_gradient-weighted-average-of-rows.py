# One gradient per sample in the rows of a matrix, averaged over the samples, float32 at the end.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    y_hat = predict(theta, X)
    per_sample = 2.0 * (np.ravel(y_hat) - y)[:, None] * X
    return per_sample.mean(axis=0).astype(np.float32)
