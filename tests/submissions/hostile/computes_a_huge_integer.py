# Tries to keep one instruction of the interpreter busy, which no signal interrupts.
# expects: largest_stable_learning_rate
# class: exhausting
# falls: unittest lost
def largest_stable_learning_rate(X):
    return float(3 ** 3 ** 18 % 7)
