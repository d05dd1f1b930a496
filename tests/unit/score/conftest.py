"""Hypothesis draws the same examples on every machine, and no test depends on time."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
