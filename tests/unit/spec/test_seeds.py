"""The course's secret and the numbers drawn from it."""

from __future__ import annotations

import multiprocessing
import stat
import time

import pytest

from autograder.errors import OperatorError
from autograder.spec import Case, Exercise, seeds
from autograder.spec.seeds import PUBLIC, VARIABLE, Seeds, course_secret, secret_file


def predict(x):
    return x


def other(x):
    return x


CASE = Case("several examples", build=lambda rng: (rng.normal(),))
EXERCISE = Exercise(predict, 1, (CASE,), ())
SEEDS = Seeds(b"secret", "a01", 0)


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """Keep secrets in a folder of the test's own."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


def test_seeds_are_the_same_on_every_machine() -> None:
    """The seed of (secret, sheet, variant, exercise, case, point) is the number that it was when this was written."""
    assert SEEDS.seed(EXERCISE, CASE, 0) == 257213655110968711669379886988197203220
    assert SEEDS.hidden(EXERCISE, CASE, 0).integers(1 << 62) == 1527913691728929609
    assert SEEDS.visible(EXERCISE, CASE).integers(1 << 62) == 2270009816444505674


OTHERS = {
    "secret": (Seeds(b"secreu", "a01", 0), EXERCISE, CASE, 0),
    "assignment": (Seeds(b"secret", "a02", 0), EXERCISE, CASE, 0),
    "variant": (Seeds(b"secret", "a01", 1), EXERCISE, CASE, 0),
    "exercise": (SEEDS, Exercise(other, 1, (CASE,), ()), CASE, 0),
    "case": (SEEDS, EXERCISE, Case("several example", build=CASE.build), 0),
    "point": (SEEDS, EXERCISE, CASE, 1),
}


@pytest.mark.parametrize(("seeds", "exercise", "case", "point"), OTHERS.values(), ids=OTHERS)
def test_everything_of_a_draw_changes_its_numbers(seeds, exercise, case, point) -> None:
    """Another secret, sheet, variant, exercise, case or point gives other numbers."""
    assert seeds.seed(exercise, case, point) != SEEDS.seed(EXERCISE, CASE, 0)
    assert seeds.hidden(exercise, case, point).normal() != SEEDS.hidden(EXERCISE, CASE, 0).normal()


def test_fields_cannot_run_into_each_other() -> None:
    """Moving a letter from one field into the next gives another seed."""
    moved = Exercise(predict, 1, (), ())
    first = Seeds(b"s", "a", 11).seed(moved, Case("b", build=CASE.build), 1)
    assert first != Seeds(b"s", "a1", 1).seed(moved, Case("b", build=CASE.build), 1)
    assert first != Seeds(b"s", "a", 1).seed(moved, Case("b", build=CASE.build), 11)


def test_the_visible_sibling_knows_no_secret() -> None:
    """Visible numbers are the same under every secret, and not those of any hidden point."""
    visible = SEEDS.visible(EXERCISE, CASE).normal()
    assert visible == Seeds(b"another", "a01", 0).visible(EXERCISE, CASE).normal()
    assert visible != Seeds(b"secret", "a01", 1).visible(EXERCISE, CASE).normal()
    assert visible not in {SEEDS.hidden(EXERCISE, CASE, point).normal() for point in range(10)}


def test_a_secret_is_made_once_and_for_its_owner() -> None:
    """The first use makes a random file that only the user may read; the second use reads it."""
    secret = course_secret("algorithms")
    path = secret_file("algorithms")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(secret) == 64
    assert course_secret("algorithms") == secret
    assert course_secret("another") not in {secret, PUBLIC}
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["algorithms", "another"], "a draft was left"


def test_the_file_stands_in_the_users_configuration(configuration) -> None:
    """The secret lies below the user's configuration folder, outside every course."""
    assert secret_file("algorithms") == configuration / "secant" / "secrets" / "algorithms"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_secret_that_others_may_read_is_refused(mode) -> None:
    """A file with any right for the group or others is refused, with what to do about it."""
    course_secret("algorithms")
    secret_file("algorithms").chmod(mode)
    with pytest.raises(OperatorError, match=r"algorithms: others may read .* chmod 600"):
        course_secret("algorithms")


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\n"])
def test_an_empty_secret_is_refused(content) -> None:
    """A file without a secret in it is refused instead of seeding the hidden tests with nothing."""
    course_secret("algorithms")
    secret_file("algorithms").write_bytes(content)
    with pytest.raises(OperatorError, match=r"is empty; delete the file"):
        course_secret("algorithms")


@pytest.mark.parametrize("obstacle", ["secant", "secant/secrets", "secant/secrets/algorithms/"])
def test_where_nothing_can_be_kept_the_operator_is_told(configuration, obstacle) -> None:
    """What stands in the way of the file ends in a sentence that names the file and the way out."""
    path = configuration / obstacle
    path.parent.mkdir(parents=True, exist_ok=True)
    if obstacle.endswith("/"):
        path.mkdir(mode=0o700)
    else:
        path.write_text("in the way", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"algorithms: cannot keep the course's secret there .* set SECANT_SECRET"):
        course_secret("algorithms")


def test_the_environment_wins(monkeypatch) -> None:
    """SECANT_SECRET is the secret of every course, and no file is made; set to nothing it does not count."""
    monkeypatch.setenv(VARIABLE, "from outside \udcff")
    assert course_secret("algorithms") == b"from outside \xff"
    assert not secret_file("algorithms").exists()
    monkeypatch.setenv(VARIABLE, "")
    assert len(course_secret("algorithms")) == 64


def _race(number, barrier, queue):
    made = seeds.secrets.token_hex

    def late(size):
        time.sleep(0.005 * number)  # all have seen that there is no file, and come to make it one after another
        return made(size)

    seeds.secrets.token_hex = late
    barrier.wait()
    queue.put(course_secret("algorithms"))


def test_racing_processes_get_one_secret() -> None:
    """Processes that make the secret at the same time all get the one that stays."""
    context = multiprocessing.get_context("fork")
    barrier, queue = context.Barrier(4), context.SimpleQueue()
    for _ in range(5):
        racers = [context.Process(target=_race, args=(number, barrier, queue)) for number in range(4)]
        for racer in racers:
            racer.start()
        secrets = {queue.get() for _ in racers}
        for racer in racers:
            racer.join()
        assert secrets == {course_secret("algorithms")}
        secret_file("algorithms").unlink()
