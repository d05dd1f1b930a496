"""The sixth sheet: universal approximation, by construction."""
