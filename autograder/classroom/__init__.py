"""Many submissions of one sheet: a grader with its warm fork servers, several side by side, and their places."""

from autograder.classroom.grader import Grader
from autograder.classroom.jobs import side_by_side
from autograder.classroom.places import places_for

__all__ = ["Grader", "places_for", "side_by_side"]
