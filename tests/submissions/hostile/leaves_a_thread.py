# Tries to leave a thread that waits for the grader to be done, and writes the results once more.
# expects: predict
# class: outliving
# falls: unittest forged
import sys
import threading


def forge():
    threading.main_thread().join(5)
    if sys.argv[-1].endswith("results.json"):
        with open(sys.argv[-1], "w") as file:
            file.write('{"score": 1000, "tests": []}')


def predict(theta, X):
    threading.Thread(target=forge).start()
    return np.zeros(len(X))
