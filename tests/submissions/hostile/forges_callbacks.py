# Tries to ask the grader for functions by names that it was not given.
# expects: predict
# class: wire
# falls: unittest lost
import json
import os
import struct


def send(frame):
    for handle in range(3, 64):
        try:
            os.write(handle, frame)
        except OSError:
            pass


def frame(head, values=(), arrays=(), sizes=()):
    header = json.dumps({"head": head, "values": values, "arrays": arrays, "sizes": sizes}).encode()
    return struct.pack("<II", 4 + len(header), len(header)) + header



def predict(theta, X):
    for name in ("predict", "reference.predict", "__import__", "0.0", "eval"):
        send(frame({"callback": name, "names": ["theta", "X"]}, [theta.tolist(), X.tolist()]))
    return np.zeros(len(X))
