# Tries to search its parent's memory for hidden tests, through /proc.
# expects: predict
# class: reading
# falls: layers
import os


def attempt():
    parent = os.getppid()
    with open(f"/proc/{parent}/maps") as maps, open(f"/proc/{parent}/mem", "rb", 0) as memory:
        start = next(line for line in maps if "[heap]" in line).split("-")[0]
        memory.seek(int(start, 16))
        return float(len(memory.read(64)) == 64)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
