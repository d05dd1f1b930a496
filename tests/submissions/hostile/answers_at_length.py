# Tries to flood the report with an answer of a million numbers.
# expects: predict
# class: exhausting
# falls: unittest lost
def predict(theta, X):
    return [[0.0] * len(X)] * 300_000
