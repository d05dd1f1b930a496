# Tries to answer with a number that is not larger than any tolerance.
# expects: largest_stable_learning_rate
# class: lying
# falls: unittest full
def largest_stable_learning_rate(X):
    return float("nan")
