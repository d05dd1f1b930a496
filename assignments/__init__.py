"""The sheets, one folder each: prose, records, figures and data."""
