"""Proves a sheet's tests: reference full, skeleton zero, right answers accepted, every mistake caught and named."""

from autograder.proof.certificate import certificate, keep, kept
from autograder.proof.mutations import Mutation, mutations
from autograder.proof.proof import prove

__all__ = ["Mutation", "certificate", "keep", "kept", "mutations", "prove"]
