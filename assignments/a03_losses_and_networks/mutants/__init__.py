"""Known wrong answers of this sheet."""
