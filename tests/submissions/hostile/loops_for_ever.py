# Tries to keep the grader waiting: it never returns.
# expects: largest_stable_learning_rate
# class: exhausting
# falls: unittest lost
def largest_stable_learning_rate(X):
    while True:
        pass
