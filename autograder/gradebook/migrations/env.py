"""Alembic's entry: runs the migrations on the connection that `autograder.gradebook.book.migrate` has opened."""

from alembic import context

attributes = context.config.attributes
context.configure(connection=attributes["connection"], target_metadata=attributes["metadata"], render_as_batch=True)
context.run_migrations()
