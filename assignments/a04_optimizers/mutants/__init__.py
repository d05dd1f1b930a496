"""Known wrong answers: the reference with one piece of it written as students write it."""
