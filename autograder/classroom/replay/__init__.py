"""The very call on which a function failed, found again for the staff, and as a script that makes it.

- `replay`: grades the exercise once more, `witness`: notes what is called, `failing`: finds the call among them;
- `records`: what is returned; `exact`: arguments as literals, to the bit; `script`: as lines, and as a program.
"""
