"""A PostgreSQL server that lasts as long as the tests, from Debian's package."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

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


@pytest.fixture
def postgresql(server):
    """Return the address of a database that is empty."""
    name = f"b{secrets.token_hex(6)}"
    engine = create_engine(server("postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server(name)
