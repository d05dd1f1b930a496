"""`python -m autograder.cli`: the command, where its script is not on the path."""

from autograder.cli import main

main(prog_name="secant")
