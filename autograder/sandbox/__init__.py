"""The trust boundary: the only place that starts student code. Values cross it, verdicts do not."""

from autograder.sandbox.isolation import isolation_of
from autograder.sandbox.kernel import KernelServer
from autograder.sandbox.server import Forking, ForkServer, Lost
from autograder.sandbox.session import Deadlines, Exercise, Notebook

__all__ = ["Deadlines", "Exercise", "ForkServer", "Forking", "KernelServer", "Lost", "Notebook", "isolation_of"]
