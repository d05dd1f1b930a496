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


def test_the_engines_digest_is_that_of_its_modules_and_templates(tmp_path, monkeypatch) -> None:
    """It follows every change of a module or a template, and nothing else; a wheel has that of its checkout."""
    checkout, wheel = tmp_path / "checkout", tmp_path / "site-packages"
    for engine, templates in (
        (checkout / "autograder", checkout / "templates"),
        (wheel / "autograder", wheel / "autograder" / "_resources" / "templates"),
    ):
        for path, text in ((engine / "a" / "b.py", "1"), (templates / "words.toml", "2")):
            path.parent.mkdir(parents=True)
            path.write_text(text)
    found = [digest_of(checkout, monkeypatch), digest_of(wheel, monkeypatch)]
    (checkout / "autograder" / "README.md").write_text("for people")
    (checkout / "autograder" / "__pycache__").mkdir()
    (checkout / "autograder" / "__pycache__" / "b.py").write_text("left behind")
    (wheel / "autograder" / "_resources" / "reference.py").write_text("the lecture's")
    found += [digest_of(checkout, monkeypatch), digest_of(wheel, monkeypatch)]
    assert len({*found}) == 1
    (checkout / "autograder" / "a" / "b.py").write_text("3")
    (wheel / "autograder" / "_resources" / "templates" / "words.toml").write_text("3")
    assert len({found[0], digest_of(checkout, monkeypatch), digest_of(wheel, monkeypatch)}) == 3


def digest_of(root, monkeypatch):
    """Return the digest of an engine."""
    monkeypatch.setattr(resources, "ENGINE", root / "autograder")
    return resources.engine_digest()
