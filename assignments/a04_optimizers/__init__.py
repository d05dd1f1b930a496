"""The fourth sheet: learning rates that change, steps that remember, and a rate for every parameter."""
