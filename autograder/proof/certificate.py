"""What a bundle says of its tests: proven or not, and on what. A proof holds for what it was made of."""

from __future__ import annotations

import contextlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from autograder.evidence import Certificate
from autograder.spec.digest import digest_of

if TYPE_CHECKING:
    from autograder.evidence import Proof
    from autograder.spec import Assignment
    from autograder.spec.course import Course

KINDS = ("variant", "mutant", "generated")


def certificate(course: Course, assignment: Assignment, proof: Proof | None) -> Certificate:
    """Write down what a proof has shown.

    Parameters
    ----------
    course : Course
        The course.
    assignment : Assignment
        One of its sheets.
    proof : Proof or None
        None if it was not tried.

    Returns
    -------
    Certificate
    """
    answers = proof.answers if proof else ()
    counts = {kind: sum(answer.kind == kind and not answer.reason for answer in answers) for kind in KINDS}
    return Certificate(
        assignment.name,
        digest_of(course, assignment),
        proof is not None and not proof.faults,
        right=counts["variant"],
        mistakes=counts["mutant"],
        generated=counts["generated"],
        equivalent=sum(bool(answer.reason) for answer in answers),
        engine=version("secant"),
        numpy=np.__version__,
        python=platform.python_version(),
    )


def keep(kept: Certificate) -> None:
    """Remember a certificate of this machine's, so that nothing is proven twice; not if there is no place for it."""
    path = _place(kept.key)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(kept)), encoding="utf-8")
        draft.replace(path)


def kept(course: Course, assignment: Assignment) -> Certificate | None:
    """Return the certificate of a sheet that was proven as it is now, with this engine; None if there is none.

    Parameters
    ----------
    course : Course
        The course.
    assignment : Assignment
        One of its sheets.

    Returns
    -------
    Certificate or None
    """
    key = digest_of(course, assignment)
    with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
        found = Certificate(**json.loads(_place(key).read_text(encoding="utf-8")))
        if (found.assignment, found.key, found.proven) == (assignment.name, key, True):
            return found
    return None


def _place(key: str) -> Path:
    return Path(platformdirs.user_cache_dir("secant")) / "proofs" / f"{key}.json"
