# Tries to write another score into every file of results.
# expects: predict
# class: forging
# falls: unittest forged
import json

honest = json.dumps


def predict(theta, X):
    json.dumps = lambda value, *arguments, **named: honest({"score": 1000, "tests": []})
    json.dump = lambda value, file, *arguments, **named: file.write(json.dumps(value))
    return np.zeros(len(X))
