"""One report, two audiences, with words from `templates/report/`."""

from autograder.report.proofs import kill_table, proof_json, proof_page
from autograder.report.sentences import (
    for_line,
    for_reply,
    for_staff,
    for_student,
    gone_from_numpy,
    isolation_sentence,
    missing_module,
    trouble_sentences,
)
from autograder.report.similarity import similarity_csv, similarity_json, similarity_table
from autograder.report.statistics import (
    misconception_table,
    misconceptions_csv,
    statistics_csv,
    statistics_json,
    statistics_table,
)
from autograder.report.tables import exercise_table, points_text, printable, summary_table
from autograder.report.written import harmless, is_marked, written_table

__all__ = [
    "exercise_table",
    "for_line",
    "for_reply",
    "for_staff",
    "for_student",
    "gone_from_numpy",
    "harmless",
    "is_marked",
    "isolation_sentence",
    "kill_table",
    "misconception_table",
    "misconceptions_csv",
    "missing_module",
    "points_text",
    "printable",
    "proof_json",
    "proof_page",
    "similarity_csv",
    "similarity_json",
    "similarity_table",
    "statistics_csv",
    "statistics_json",
    "statistics_table",
    "summary_table",
    "trouble_sentences",
    "written_table",
]
