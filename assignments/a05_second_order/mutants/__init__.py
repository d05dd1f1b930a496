"""Known wrong answers from students' code, each with what its author should look at."""
