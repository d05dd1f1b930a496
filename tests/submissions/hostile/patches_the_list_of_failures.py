# Tries to have failures noted as successes.
# expects: predict
# class: forging
# falls: unittest full
import unittest

unittest.TestResult.addFailure = lambda self, test, error: self.addSuccess(test)
unittest.TestResult.addError = unittest.TestResult.addFailure


def predict(theta, X):
    return np.zeros(len(X))
