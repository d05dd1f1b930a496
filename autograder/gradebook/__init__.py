"""The results of classes: SQLAlchemy over a file of SQLite's, or PostgreSQL by its address.

- `book`: opens one, and brings it to the newest form with Alembic; `tables`: what is in it;
- `roster`: who is in the class; all other rooms know a student by a random key;
- `intake`: what was handed in; `results`: what it was found to be, and which result counts.
"""

from autograder.gradebook.book import Gradebook
from autograder.gradebook.intake import Edition
from autograder.gradebook.roster import Person

__all__ = ["Edition", "Gradebook", "Person"]
