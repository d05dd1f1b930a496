"""A class whose answers are marked over HTTP, without a server."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from autograder.gradebook import Gradebook
from autograder.web import marking_application
from tests.unit.classroom.gradebooks import Class, sheet

TOKEN = "opensesame"  # noqa: S105 - of the tests alone


class Desk:
    """A browser at the application, of one person."""

    def __init__(self, school, who="me", policy=None):
        application = marking_application(school.book, [sheet(policy)], who, TOKEN)
        self.client = TestClient(application, base_url=f"http://127.0.0.1:8000/{TOKEN}")
        self.fields = {}

    def open(self, question="why", **query):
        """Look at a question; its form is kept as a browser does."""
        return self.read(self.client.get(f"/question/{question}", params=query))

    def read(self, answer):
        """Keep the fields of the form that came."""
        found = re.findall(r'<input (?:[^>]*? )?name="([^"]+)" value="([^"]*)"', answer.text)
        found += re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)
        self.fields = {name: unescape(value) for name, value in found}
        return answer

    def save(self, question="why", query="", **typed):
        """Type into the form, a field "points_KEY" a keyword, and save."""
        self.fields |= {name.replace("_", "-", 1): value for name, value in typed.items()}
        return self.post(f"/question/{question}?{query}")

    def post(self, path, **pressed):
        """Send the form to an address, by a button."""
        return self.read(self.client.post(path, data=self.fields | pressed))


@pytest.fixture
def school(tmp_path):
    """Return a class without students."""
    with Gradebook(tmp_path / "book.sqlite") as book:
        yield Class(book)
