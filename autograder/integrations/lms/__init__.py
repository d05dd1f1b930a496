"""Learning platforms: whose a file of their downloads is, who has what, and their grade books, one column filled in.

- `owners`: the names of "Download Submissions" of Canvas and Gradescope and of Moodle's "Download all submissions";
- `export`: Gradescope's `submission_metadata.yml`;
- `standing`: one row a student, as a table for people; `merge`: that table as an earlier run has left it;
- `ungraded`: who has handed in something, and nothing that can be graded;
- `table`, `canvas`, `moodle`, `gradebook`: Canvas's grade book and Moodle's offline grading worksheet.

Of a grade book every cell but those of the one column stays as it is, to the byte: platforms compare them.
"""

from autograder.integrations.lms.gradebook import Entered, GradeBook, filled, gradebook_of, recognised, refuse_unfit
from autograder.integrations.lms.merge import merged
from autograder.integrations.lms.owners import Owner, Student, owner_of
from autograder.integrations.lms.standing import (
    Attempt,
    Lateness,
    Standing,
    attributed,
    class_table,
    of_earlier_releases,
    owners_of,
    penalty_words,
    standings,
    unknown_lateness,
)
from autograder.integrations.lms.ungraded import ungraded

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
    "merged",
    "of_earlier_releases",
    "owner_of",
    "owners_of",
    "penalty_words",
    "recognised",
    "refuse_unfit",
    "standings",
    "ungraded",
    "unknown_lateness",
]
