"""The gradebook's first form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this form."""
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_contents"),
    )
    op.create_table(
        "editions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("possible", sa.String(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("numpy", sa.String(), nullable=False),
        sa.Column("python", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_editions"),
    )
    op.create_index("ix_editions_assignment", "editions", ["assignment"])

    op.create_table(
        "students",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_students"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("points", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_decisions_student"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_student", "decisions", ["student"])

    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.String(), nullable=True),
        sa.Column("list", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_extensions_student"),
        sa.PrimaryKeyConstraint("id", name="pk_extensions"),
    )
    op.create_index("ix_extensions_student", "extensions", ["student"])

    op.create_table(
        "identities",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_identities_student"),
        sa.PrimaryKeyConstraint("platform", "number", name="pk_identities"),
    )
    op.create_index("ix_identities_student", "identities", ["student"])

    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("possible", sa.String(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_publications_student"),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
    )
    op.create_index("ix_publications_student", "publications", ["student"])

    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_requests_student"),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_student", "requests", ["student"])

    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("begun", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name="fk_runs_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("handed_in", sa.String(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["contents.digest"], name="fk_submissions_content"),
        sa.ForeignKeyConstraint(["student"], ["students.key"], name="fk_submissions_student"),
        sa.PrimaryKeyConstraint("key", name="pk_submissions"),
    )
    op.create_index("ix_submissions_assignment", "submissions", ["assignment"])
    op.create_index("ix_submissions_content", "submissions", ["content"])
    op.create_index("ix_submissions_student", "submissions", ["student"])

    op.create_table(
        "results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("points", sa.String(), nullable=True),
        sa.Column("possible", sa.String(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["contents.digest"], name="fk_results_content"),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name="fk_results_edition"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_results_run"),
        sa.PrimaryKeyConstraint("id", name="pk_results"),
    )
    op.create_index("ix_results_content_edition", "results", ["content", "edition"])

    op.create_table(
        "rulings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name="fk_rulings_request"),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
    )
    op.create_index("ix_rulings_request", "rulings", ["request"])

    op.create_table(
        "sightings",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_sightings_run"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.key"], name="fk_sightings_submission"),
        sa.PrimaryKeyConstraint("run", "submission", name="pk_sightings"),
    )
    op.create_index("ix_sightings_submission", "sightings", ["submission"])

    op.create_table(
        "counted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("result", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["result"], ["results.id"], name="fk_counted_result"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_counted_run"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.key"], name="fk_counted_submission"),
        sa.PrimaryKeyConstraint("id", name="pk_counted"),
    )
    op.create_index("ix_counted_submission", "counted", ["submission"])

    op.create_table(
        "findings",
        sa.Column("result", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("check_name", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("misconception", sa.String(), nullable=True),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("possible", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["result"], ["results.id"], name="fk_findings_result"),
        sa.PrimaryKeyConstraint("result", "position", "number", name="pk_findings"),
    )
    op.create_table(
        "scores",
        sa.Column("result", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("possible", sa.String(), nullable=False),
        sa.Column("supplied", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["result"], ["results.id"], name="fk_scores_result"),
        sa.PrimaryKeyConstraint("result", "position", name="pk_scores"),
    )
