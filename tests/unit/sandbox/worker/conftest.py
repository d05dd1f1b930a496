"""Hypothesis draws the same examples on every machine, no test depends on time; confinement is tried in a fork."""

import json
import os

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


def in_a_fork(task):
    """Return what a task returns in a forked process."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            try:
                told = task()
            except BaseException as error:  # noqa: BLE001 - told to the parent
                told = f"raised {type(error).__name__}: {error}"
            os.write(writing, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.wait()
    return json.loads(told)
