# Tries to answer with a list that grows while it is read.
# expects: predict
# class: lying
# falls: unittest lost
class Growing(list):
    def __iter__(self):
        while True:
            yield 0.0


def predict(theta, X):
    return Growing([0.0])
