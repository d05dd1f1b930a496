"""Learning platforms: whose a file of their downloads is, who has what, and their grade books, one column filled in.

- `owners`: the names of "Download Submissions" of Canvas and Gradescope and of Moodle's "Download all submissions";
- `export`: Gradescope's `submission_metadata.yml`;
- `standing`: one row a student, as a table for people;
- `table`, `canvas`, `moodle`, `gradebook`: Canvas's grade book and Moodle's offline grading worksheet.

Of a grade book every cell but those of the one column stays as it is, to the byte: platforms compare them.
"""

from autograder.integrations.lms.gradebook import Entered, GradeBook, filled, gradebook_of, recognised
from autograder.integrations.lms.owners import Owner, Student, owner_of
from autograder.integrations.lms.standing import (
    Attempt,
    Lateness,
    Standing,
    attributed,
    class_table,
    penalty_words,
    standings,
    unknown_lateness,
)

__all__ = [
    "Attempt",
    "Entered",
    "GradeBook",
    "Lateness",
    "Owner",
    "Standing",
    "Student",
    "attributed",
    "class_table",
    "filled",
    "gradebook_of",
    "owner_of",
    "penalty_words",
    "recognised",
    "standings",
    "unknown_lateness",
]
