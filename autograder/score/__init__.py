"""Findings -> points. Pure: nothing is read, drawn or called here."""

from autograder.score.points import best_of, score_of, totals
from autograder.score.replies import replies_to

__all__ = ["best_of", "replies_to", "score_of", "totals"]
