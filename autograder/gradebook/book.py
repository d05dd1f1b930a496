"""Opens a gradebook, a file of SQLite's by default or PostgreSQL by its address, and brings it to the newest form."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from autograder.errors import OperatorError
from autograder.gradebook.tables import metadata
from autograder.resources import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import URL

HEAD = "0002"  # the newest of `migrations/versions`
WAIT = 60  # seconds for another run that is writing
REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "9p", "davfs"}
_migrating = threading.Lock()  # Alembic knows one migration at a time in a process
AGAIN = "then run the same command again: what was graded is kept"


class Gradebook:
    """The results of a course's classes; to be used in a `with` statement.

    Parameters
    ----------
    place : Path or str
        A file, made if it is missing, or the address of a PostgreSQL database, `postgresql://user@host/name`.

    Raises
    ------
    OperatorError
        If it cannot be opened, lies on a network file system, or a newer version has written it.
    """

    def __init__(self, place: Path | str) -> None:
        url = _address(place)
        is_file = url.get_backend_name() == "sqlite"
        self.name = str(url.database) if is_file else url.render_as_string(hide_password=True)
        self._engine = _engine_of(url)
        try:
            with self._told():
                _bring_up(self._engine, self.name)
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the book.

        Raises
        ------
        OperatorError
            If the database does not answer.
        """
        with self._told(), self._engine.connect() as db:
            if db.dialect.name == "postgresql":
                db = db.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same connection
            with db.begin():
                yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together at the end, or not at all.

        Raises
        ------
        OperatorError
            If they cannot be: the disk is full, the database is gone, somebody else writes without end.
        """
        with self._told(), self._engine.connect().execution_options(writes=True) as db, db.begin():
            yield db

    def sweep(self) -> None:
        """Let nothing of what was taken out stand in the files: the log, and pages that are not in use."""
        with self._told():
            if self._engine.dialect.name == "sqlite":
                with contextlib.closing(self._engine.raw_connection()) as connection:
                    for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                        connection.cursor().execute(statement)
            else:
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
                    db.exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Close it."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what is wrong with the database in one sentence."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:  # these while a connection is made
            raise OperatorError(f"{self.name}: {_sentence(error)}") from error


def _address(place: Path | str) -> URL:
    """Return the address of a database, for the driver that is used."""
    if isinstance(place, Path) or "://" not in place:
        path = Path(place).absolute()
        _refuse_place(path, _file_system(path))
        return make_url("sqlite://").set(database=str(path))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise OperatorError(
            f"{_hidden(place)}: is no address of a database; write postgresql://user@host/name."
        ) from None
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise OperatorError(f"{_hidden(place)}: is no PostgreSQL; name a file, or postgresql://user@host/name.")
    return url.set(drivername="postgresql+psycopg")


def _hidden(place: str) -> str:
    """Return an address without its password."""
    return re.sub(r"://([^:/@]*):[^@]*@", r"://\1:***@", place)


def _engine_of(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT})
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError):
        raise OperatorError('PostgreSQL needs a driver; run pip install "secant[postgresql]".') from None


def _settle(connection: Any, _record: object) -> None:
    """Give a connection to SQLite its settings; transactions are begun by `_begin`, not by the driver."""
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(db: Connection) -> None:
    """Begin a transaction; one that writes waits for others here, and never fails half way."""
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writes") else "BEGIN")


def _bring_up(engine: Engine, name: str) -> None:
    """Make the tables, or bring them to the newest form; SQLite's file is copied before."""
    if engine.dialect.name == "sqlite":
        _make_file(Path(name))
        with contextlib.closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
    with engine.connect() as db, db.begin():
        found = _version(db)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise OperatorError(f"{name}: was written by a newer Secant (form {found}); update Secant.")
    if found is not None and engine.dialect.name == "sqlite":
        shutil.copyfile(name, f"{name}.form-{found}")
        Path(f"{name}.form-{found}").chmod(0o600)
    migrate(engine)


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction; of two that come at once the second finds nothing to do.

    Parameters
    ----------
    engine : Engine
        Of SQLAlchemy.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ENGINE / "gradebook" / "migrations"))
    with _migrating, engine.connect().execution_options(writes=True) as db, db.begin():
        if engine.dialect.name == "postgresql":
            db.execute(text("SELECT pg_advisory_xact_lock(5363)"))
        config.attributes["connection"] = db
        config.attributes["metadata"] = metadata
        command.upgrade(config, "head")


def _version(db: Connection) -> str | None:
    if not db.dialect.has_table(db, "alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _make_file(path: Path) -> None:
    """Make the file, for nobody else to read; SQLite's own beside it have the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise OperatorError(
            f"{path}: cannot keep the gradebook there ({error.strerror}); name another place."
        ) from None
    if start and start != b"SQLite format 3\0":
        raise OperatorError(f"{path}: is no gradebook; name another file, or move it away.")


def _refuse_place(path: Path, kind: str) -> None:
    """Refuse a file system on which SQLite's locks do not hold."""
    if kind in REMOTE or kind.startswith("fuse.ssh"):
        raise OperatorError(
            f"{path}: lies on a network file system ({kind}), where two writers destroy a file of SQLite's; name a "
            "place on this machine's disk with --gradebook, or PostgreSQL by its address."
        )


def _file_system(path: Path, mounts: str | None = None) -> str:
    """Return the kind of file system that a path lies on, by the kernel's list; "" if it has none."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    real, found, kind = path.resolve(), Path(), ""
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        point = Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields.split()[4]))
        if real.is_relative_to(point) and len(point.parts) >= len(found.parts):  # a later one lies above
            found, kind = point, rest.split()[0]
    return kind


def _sentence(error: DBAPIError | sqlite3.Error) -> str:
    """Say what is wrong with a database, and what to do."""
    said = " ".join(str(getattr(error, "orig", error)).split())
    if "disk is full" in said or "disk I/O error" in said or "No space left" in said:
        return f"cannot be written ({said}); make room on the disk, {AGAIN}."
    if "database is locked" in said:
        return f"another run has been writing for {WAIT} seconds; wait for it, {AGAIN}."
    if "malformed" in said or "not a database" in said:
        return f"is damaged ({said}); put back a copy, and run the same command again."
    if "readonly" in said:
        return f"cannot be written ({said}); look at its permissions, {AGAIN}."
    if isinstance(error, OperationalError):
        return f"does not answer ({said}); look at the database, {AGAIN}."
    return f"could not be used ({said}); that is a fault of Secant's."
