# Tries to look like Ctrl-C, which no runner of tests catches.
# expects: predict
# class: forging
# falls: unittest lost
def predict(theta, X):
    raise KeyboardInterrupt
