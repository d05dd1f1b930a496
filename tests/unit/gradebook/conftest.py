"""Gradebooks of both kinds: a file, and a database of a PostgreSQL server that lasts as long as the tests."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from autograder.gradebook import Edition, Gradebook, intake
from autograder.records import ExerciseScore, Finding, Isolation, Mark, Message, Outcome, Result

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian has them


@pytest.fixture(scope="session")
def server():
    """Start a PostgreSQL server that listens on a socket of its own; return how to reach a database of it."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed")
    user = "postgres" if os.geteuid() == 0 else None  # it does not run as root
    with tempfile.TemporaryDirectory(prefix="secant-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        options = {"user": user, "cwd": folder, "capture_output": True, "env": {"LC_ALL": "C.UTF-8"}}
        data = f"{folder}/data"
        subprocess.run(
            [PROGRAMS[0] / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], check=True, **options
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [PROGRAMS[0] / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", f"{folder}/log", "-o", settings, "start"], check=True, **options)
        try:
            yield lambda database: f"postgresql://postgres@/{database}?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **options)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Return where a gradebook can be: a file, or a database that is empty."""
    if request.param == "sqlite":
        return str(tmp_path / "book.sqlite")
    address = request.getfixturevalue("server")
    name = f"b{secrets.token_hex(6)}"
    engine = create_engine(address("postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address(name)


@pytest.fixture
def book(place):
    """Open a gradebook."""
    with Gradebook(place) as opened:
        yield opened


@pytest.fixture
def edition():
    """Return a sheet as it is."""
    return Edition("e1", "s1", "Squares", 0, Fraction(5), "0.1.0", "2.0", "3.11")


@pytest.fixture
def run(book, edition):
    """Begin a run."""
    with book.writing() as db:
        return intake.begin(db, "grade", edition)


@pytest.fixture
def result():
    """Return a function that makes a result of one exercise with two checks."""

    def make(points=Fraction(1, 3), *, outcome=Outcome.FAILED, name="ada.py", **fields):
        finding = Finding("f", "reference", outcome, Message("value", {"case": "wide"}), None, "slip", ())
        passed = Finding("f", "derivative", Outcome.PASSED, Message("passed"), Message("seen", {"error": 1e-9}))
        marks = (Mark(finding, points, Fraction(1)), Mark(passed, Fraction(4), Fraction(4)))
        score = ExerciseScore("f", marks, points + 4, Fraction(5), ("g",))
        isolation = Isolation("A", ("a user of its own",))
        return Result(name, "s1", (score,), points + 4, Fraction(5), (), 0.25, isolation, **fields)

    return make
