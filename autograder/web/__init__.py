"""A web application for the staff, on this machine alone: answers in words are marked in a browser."""

from autograder.web.application import marking_application

__all__ = ["marking_application"]
