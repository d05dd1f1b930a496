"""Where the lecture and the templates are found: in a checkout, and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import resources
from autograder.resources import lecture_root, resource

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["reference", "assignments", "templates"])
def test_in_a_checkout_they_lie_beside_the_engine(name) -> None:
    """In a checkout, editable or not, the folders beside `autograder/` are found."""
    assert resource(name) == CHECKOUT / name
    assert resource(name).is_dir()
    assert lecture_root() == CHECKOUT


def test_in_a_wheel_they_lie_inside_the_engine(tmp_path, monkeypatch) -> None:
    """Where the engine has a folder `_resources`, everything is found in it."""
    (tmp_path / "_resources" / "templates").mkdir(parents=True)
    monkeypatch.setattr(resources, "ENGINE", tmp_path)
    assert lecture_root() == tmp_path / "_resources"
    assert resource("templates") == tmp_path / "_resources" / "templates"
