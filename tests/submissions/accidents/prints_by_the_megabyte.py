# Prints megabytes, in a cell and in every call, to both streams.
# expects:
import sys

for _ in range(200):
    print("x" * 100_000)
sys.stderr.write("y" * 20_000_000)


def predict(theta, X):
    print("theta is", theta, "z" * 1_000_000)
    return X @ theta
