"""Graders on a Dask cluster: `client` sends files and takes results; `station` is what stands on a worker."""

from autograder.classroom.cluster.client import on_cluster

__all__ = ["on_cluster"]
