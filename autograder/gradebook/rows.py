"""Adds rows that may be there already: of two runs at once the second finds the first one's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def add_once(db: Connection, table: Table, **values: Any) -> bool:
    """Add a row unless there is one of its key.

    Parameters
    ----------
    db : Connection
        That writes.
    table : Table
        Of `autograder.gradebook.tables`.
    **values : object
        Of the row.

    Returns
    -------
    bool
        Whether it was added.
    """
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    added = insert(table).values(**values).on_conflict_do_nothing()
    return db.execute(added, execution_options={"preserve_rowcount": True}).rowcount > 0
