"""Secant's engine: from a reference in NumPy to a graded assignment (see autograder/README.md)."""
