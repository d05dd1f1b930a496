"""`python -m autograder.cli`: the command, where its script is not on the path."""

from autograder.cli import main

if __name__ == "__main__":  # a process that grades an earlier release loads this file, too
    main(prog_name="secant")
