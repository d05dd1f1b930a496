# Tries to ask the functions that it may use without end.
# expects: random_guessing
# class: exhausting
# falls: unittest lost
def random_guessing(X, y, candidates):
    while True:
        mean_squared_error(candidates[0], X, y)
