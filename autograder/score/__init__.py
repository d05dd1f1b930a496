"""Findings -> points, and attempts -> grades. Pure: nothing is read, drawn or called here."""

from autograder.score.extensions import Extension, extension_for, extensions_in
from autograder.score.points import best_of, score_of, totals
from autograder.score.policy import Earned, Entry, Sheet, grade_of, grades_of
from autograder.score.replies import replies_to
from autograder.score.statistics import class_statistics

__all__ = [
    "Earned",
    "Entry",
    "Extension",
    "Sheet",
    "best_of",
    "class_statistics",
    "extension_for",
    "extensions_in",
    "grade_of",
    "grades_of",
    "replies_to",
    "score_of",
    "totals",
]
