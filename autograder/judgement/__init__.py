"""Judges one check of one exercise: calls in, a finding out. Runs on the trusted side."""

from autograder.judgement.called import signature
from autograder.judgement.exhibit import exhibit, is_to_be_seen
from autograder.judgement.finding import Judged, Standing, no_value
from autograder.judgement.judge import judge

__all__ = ["Judged", "Standing", "exhibit", "is_to_be_seen", "judge", "no_value", "signature"]
