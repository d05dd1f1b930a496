"""What runs beside student code: the fork server and its children. Imports the standard library and NumPy only."""
