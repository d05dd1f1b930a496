# Tries to flood the report with what it prints.
# expects: predict
# class: exhausting
# falls: unittest lost
def predict(theta, X):
    for _ in range(20):
        print("::error::all is lost" * 10_000)
    return np.zeros(len(X))
