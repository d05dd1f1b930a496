"""A batch that is cut off, by whatever, and goes on: each submission has one result, as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.functional import batches, clusters
from tests.unit.conftest import TinyCourse

KILLS = 20


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Grade the class once without any trouble; return the course, the archive's folder and what counts."""
    folder = tmp_path_factory.mktemp("batches")
    with pytest.MonkeyPatch.context() as patch:
        course = TinyCourse(folder / "tiny", patch)
    batches.write_class(folder)
    done = batches.run(course.root, folder, "--out", folder / "whole")
    assert done.returncode == 1, done.stderr  # five files are broken
    return course.root, folder, batches.what_counts(folder / "whole" / "gradebook.sqlite")


def test_a_batch_that_is_killed_twenty_times_has_one_result_each(undisturbed) -> None:
    """SIGKILL at random moments, with one grader and with two, loses nothing, repeats nothing and leaves nobody."""
    course, folder, expected = undisturbed
    rng = random.Random(3)  # noqa: S311 - moments, no secrets
    book = folder / "killed" / "gradebook.sqlite"
    moments = sorted(rng.sample(range(batches.COUNT - 10), KILLS))
    for number, moment in enumerate(moments):
        command = batches.command(
            "grade", "s1", folder / "class.zip", "--out", book.parent, "--jobs", 1 + (number % 5 == 4)
        )
        with subprocess.Popen(
            command, cwd=course, env=batches.surroundings(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            if number:  # the first one is killed while it begins
                batches.wait_until(lambda: batches.how_many(book) >= moment or process.poll() is not None)  # noqa: B023
            else:
                batches.wait_until(book.exists)
            family = batches.below(process.pid)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert batches.wait_until(lambda: not any(map(batches.is_running, family)))  # noqa: B023
    done = batches.run(course, folder, "--out", book.parent)
    assert "was cut off; what it has graded is kept." in done.stderr
    assert done.returncode == 1
    assert batches.what_counts(book) == expected


def test_killed_fork_servers_cost_nothing(undisturbed) -> None:
    """Whoever kills the processes that fork notebooks, again and again, changes no result."""
    course, folder, expected = undisturbed
    rng = random.Random(4)  # noqa: S311 - moments, no secrets
    book = folder / "forks" / "gradebook.sqlite"
    process = subprocess.Popen(
        batches.command("grade", "s1", folder / "class.zip", "--out", book.parent),
        cwd=course,
        env=batches.surroundings(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    killed = 0
    for moment in sorted(rng.sample(range(5, batches.COUNT - 10), 8)):
        batches.wait_until(lambda: batches.how_many(book) >= moment or process.poll() is not None)  # noqa: B023
        for pid in children(process.pid):
            if b"worker.server" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
                killed += 1
    assert process.wait(300) == 1, process.stderr.read()
    process.stderr.close()
    assert killed >= 5
    assert batches.what_counts(book) == expected


def children(pid):
    return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]


def test_killed_workers_of_a_cluster_cost_nothing(undisturbed, tmp_path) -> None:
    """Whoever kills Dask's workers while they grade the class changes no result: each is graded once more elsewhere."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    course, folder, expected = undisturbed
    rng = random.Random(5)  # noqa: S311 - moments, no secrets
    book = folder / "cluster" / "gradebook.sqlite"
    with clusters.Site(tmp_path) as site:
        for _ in range(2):
            site.add_worker()
        site.await_workers()
        arguments = ("grade", "s1", folder / "class.zip", "--out", book.parent, "--scheduler", site.address)
        process = subprocess.Popen(
            batches.command(*arguments),
            cwd=course,
            env=batches.surroundings(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        killed = 0
        for moment in sorted(rng.sample(range(10, batches.COUNT - 30), 3)):
            batches.wait_until(lambda: batches.how_many(book) >= moment or process.poll() is not None)  # noqa: B023
            for pid in clusters.children_of(site.workers[killed % 2].pid):
                if "spawn_main" in clusters.command_of(pid):  # the worker; its nanny starts another one
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
                    break
        assert process.wait(400) == 1, process.stderr.read()
        process.stderr.close()
    assert killed == 3
    assert batches.what_counts(book) == expected


def test_a_batch_that_is_interrupted_says_so_and_goes_on(undisturbed) -> None:
    """Ctrl-C and SIGTERM end a batch with a sentence, without a trace and without a process; the rest comes later."""
    course, folder, expected = undisturbed
    book = folder / "interrupted" / "gradebook.sqlite"
    for number, wanted in ((signal.SIGINT, 20), (signal.SIGTERM, 60)):
        process = subprocess.Popen(
            batches.command("grade", "s1", folder / "class.zip", "--out", book.parent, "--jobs", 2),
            cwd=course,
            env=batches.surroundings(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a job of a shell ignores it
        )
        batches.wait_until(lambda: batches.how_many(book) >= wanted or process.poll() is not None)  # noqa: B023
        family = batches.below(process.pid)
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 130, said
        assert said.splitlines()[-1] == "Interrupted; what was done before is kept."
        assert "Traceback" not in said
        assert batches.wait_until(lambda: not any(map(batches.is_running, family)))  # noqa: B023
    before = batches.how_many(book)
    assert 60 <= before < batches.COUNT
    done = batches.run(course, folder, "--out", book.parent)
    assert done.returncode == 1
    assert batches.what_counts(book) == expected


def test_a_full_disk_ends_a_batch_with_a_sentence_and_loses_nothing(undisturbed) -> None:
    """With no room for the gradebook the batch stops and says what to do; with room again it goes on."""
    course, folder, expected = undisturbed
    limited = ["prlimit", f"--fsize={450_000}"]
    command = [*limited, *batches.command("grade", "s1", folder / "class.zip", "--out", folder / "full")]
    done = subprocess.run(
        command, cwd=course, env=batches.surroundings(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    said = " ".join(done.stderr.split())
    assert "gradebook.sqlite: cannot be written (" in said
    assert "make room on the disk, then run the same command again: what was graded is kept." in said
    assert "Traceback" not in done.stderr
    done = batches.run(course, folder, "--out", folder / "full")
    assert done.returncode == 1, done.stderr
    assert batches.what_counts(folder / "full" / "gradebook.sqlite") == expected


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_batches_at_once_lose_nothing(undisturbed, kind, request) -> None:
    """Two commands that grade the same class into one gradebook leave each submission one result that counts."""
    course, folder, expected = undisturbed
    out = folder / f"twice-{kind}"
    book = request.getfixturevalue("postgresql") if kind == "postgresql" else out / "gradebook.sqlite"
    threads = [
        threading.Thread(target=batches.run, args=(course, folder, "--out", out, "--gradebook", book)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert batches.what_counts(book, repeated=True) == expected


def test_nothing_is_graded_twice_unless_it_is_asked_for(undisturbed) -> None:
    """The second run finds all results, also under other names; with --again, or a change of the sheet, it grades."""
    course, folder, expected = undisturbed
    book = folder / "whole" / "gradebook.sqlite"
    assert batches.run(course, folder, "--out", folder / "whole").returncode == 1
    assert batches.what_counts(book) == expected
    small = folder / "s007.py"
    small.write_text("import numpy as np\n\n# 7\n" + batches.ANSWERS[2], encoding="utf-8")
    arguments = ("grade", "s1", small, "--out", folder / "other", "--gradebook", book)
    options = {"cwd": course, "env": batches.surroundings(folder), "capture_output": True}
    for more, grown in (((), 0), (("--again",), 1)):
        assert subprocess.run(batches.command(*arguments, *more), check=False, **options).returncode == 0
        assert batches.how_many(book) == batches.COUNT + grown
    exercises = course / "assignments" / "s1" / "exercises.py"
    exercises.write_text(exercises.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert subprocess.run(batches.command(*arguments), check=False, **options).returncode == 0
    assert batches.how_many(book) == batches.COUNT + 2
