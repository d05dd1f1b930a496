"""A file from a student -> the source of the answers, bounded, and refused politely."""

from autograder.submission.answers import answers_in
from autograder.submission.archive import handed_in
from autograder.submission.read import content_of, read_submission
from autograder.submission.recognise import canonical, cells_of, cells_to_run, near_miss, own_cells, recognise

__all__ = [
    "answers_in",
    "canonical",
    "cells_of",
    "cells_to_run",
    "content_of",
    "handed_in",
    "near_miss",
    "own_cells",
    "read_submission",
    "recognise",
]
