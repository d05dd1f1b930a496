# Tries to start threads until there is no room for others.
# expects: predict
# class: exhausting
# falls: layers
import threading


def attempt():
    end = threading.Event()
    threads = [threading.Thread(target=end.wait, args=(20,), daemon=True) for _ in range(200)]
    try:
        for each in threads:
            each.start()
    finally:
        end.set()
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
