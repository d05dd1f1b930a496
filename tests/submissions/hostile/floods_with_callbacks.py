# Tries to ask ever more, and never read an answer.
# expects: random_guessing
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



def random_guessing(X, y, candidates):
    question = frame({"callback": "mean_squared_error"}, [[0.0] * 2000] * 3)
    while True:
        send(question)
