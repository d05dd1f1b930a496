"""Findings -> points. Pure: nothing is read, drawn or called here."""

from autograder.score.points import best_of, score_of, totals

__all__ = ["best_of", "score_of", "totals"]
