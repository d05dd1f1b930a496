# Tries to send half a frame, and never the rest.
# expects: largest_stable_learning_rate
# class: wire
# falls: unittest lost
import os
import struct
import time


def send(frame):
    for handle in range(3, 64):
        try:
            os.write(handle, frame)
        except OSError:
            pass


def largest_stable_learning_rate(X):
    send(struct.pack("<II", 1000, 900) + b'{"head": ')
    while True:
        time.sleep(1000)
