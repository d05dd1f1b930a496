# Tries to say another length than it sends, so that the rest is read as the next answer.
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
    send(struct.pack("<II", 12, 400) + b'{"head":{}}')
    return np.zeros(len(X))
