# Tries to keep the grader waiting without using any time of the processor.
# expects: largest_stable_learning_rate
# class: exhausting
# falls: unittest lost
import time


def largest_stable_learning_rate(X):
    while True:
        time.sleep(1000)
