# Tries to have the grader copy one array a million times.
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
    header = {"head": {"answers": [["value", []]]}, "values": [[{"a": 0}] * 400_000],
              "arrays": [["|u1", [60_000], 0]], "sizes": [60_000]}
    text = json.dumps(header).encode()
    send(struct.pack("<II", 4 + len(text) + 60_000, len(text)) + text + bytes(60_000))
    return np.zeros(len(X))
