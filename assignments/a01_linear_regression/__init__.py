"""The first sheet: linear regression, from one prediction to stochastic gradient descent."""
