"""Many submissions of one sheet: a grader with its warm fork servers, several side by side, batches of a gradebook."""

from autograder.classroom.grader import Grader
from autograder.classroom.jobs import side_by_side
from autograder.classroom.places import places_for
from autograder.classroom.pools import pool_of

__all__ = ["Grader", "places_for", "pool_of", "side_by_side"]
