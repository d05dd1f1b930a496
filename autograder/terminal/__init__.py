"""What the command line says, and where: results on the screen, what went wrong beside it.

- `screen`: the two places; `progress`: how far a long command has come;
- `grading`: a class, from its files to its results; `showing`: what is said of them;
- `entering`: the class's table and the platforms' grade books; `writing`: what goes beside the notebooks.
"""
