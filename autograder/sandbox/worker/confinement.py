"""The layers around a child, in their order: limits, a user of its own, Landlock, the filter of system calls.

Bubblewrap, which takes Landlock's place where there is none, stands around the server and with it around all children.
"""

from __future__ import annotations

from typing import NamedTuple

from . import landlock, limits, seccomp

LAYERS = ("bubblewrap", "limits", "user", "landlock", "seccomp")


class Confinement(NamedTuple):
    """What a server's children are confined by.

    Attributes
    ----------
    layers : frozenset of str
        Those in force, of `LAYERS`.
    ruleset : int or None
        Landlock's, from `landlock.reading_ruleset`.
    user : int or None
        The id of the children's own user.
    reading : bool
        Whether that user must read what others closed; see `limits.become`.
    """

    layers: frozenset[str]
    ruleset: int | None = None
    user: int | None = None
    reading: bool = False

    def enter(self) -> None:
        """Confine this process, and all that it will fork, for good.

        Raises
        ------
        OSError
            If the kernel refuses a layer.
        """
        if "limits" in self.layers:
            limits.lower()
            if self.user is None:
                limits.limit_processes()
        if self.user is not None:
            limits.become(self.user, reading=self.reading)
        if limits.LINUX and self.layers:
            limits.seal()
            if self.user is None:
                limits.keep_capabilities()
        if self.ruleset is not None:
            landlock.enter(self.ruleset)
        if "seccomp" in self.layers:
            seccomp.confine()


def confinement(wanted: frozenset[str], allowed: list[str], user: int | None, *, reading: bool) -> Confinement:
    """Make ready those of the wanted layers that this machine can give.

    Parameters
    ----------
    wanted : frozenset of str
        Of `LAYERS`.
    allowed : list of str
        What the children may read.
    user : int or None
        Whom they may become, if there is anybody.
    reading : bool
        Whether that user must read what others closed: not without Landlock, nor where root itself may not.

    Returns
    -------
    Confinement

    Raises
    ------
    OSError
        If the kernel refuses a rule of Landlock's.
    """
    ruleset = landlock.reading_ruleset(allowed) if "landlock" in wanted else None
    reaches = not reading or (ruleset is not None and limits.may_read_everything())  # the interpreter itself
    given = {
        "limits": True,
        "user": user is not None and limits.LINUX and reaches,
        "landlock": ruleset is not None,
        "seccomp": seccomp.is_known(),
        "bubblewrap": True,  # if the server wants it, it stands behind it already
    }
    if "seccomp" in wanted:
        seccomp.assemble()
    layers = frozenset(layer for layer in wanted if given[layer])
    return Confinement(layers, ruleset, user if "user" in layers else None, reading)
