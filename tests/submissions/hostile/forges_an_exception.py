# Tries to write control characters and workflow commands into the report, by an exception's text.
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
    text = "\x1b[2J\n::set-output name=score::100\n<script>alert(1)</script>"
    send(frame({"answers": [["raised", "SystemExit", text, 1], ["raised", text, text, 2**70]]}))
    return np.zeros(len(X))
