def whats_missing(packages, files):
    """Say what this notebook needs and does not find here."""
    import importlib
    import os
    import sys

    missing, absent = [], []
    if sys.version_info < (3, 10):
        missing.append("This is Python %d.%d, and the notebook needs 3.10: choose another kernel." % sys.version_info[:2])
    for package in packages:
        try:
            importlib.import_module(package)
        except Exception as error:
            is_there = getattr(error, "name", package) != package or not isinstance(error, ImportError)
            absent.append(package + (" (%s: %s)" % (type(error).__name__, error) if is_there else ""))
    if absent:
        names = " and ".join(absent), " ".join(packages)
        missing.append("%s cannot be loaded: run %%pip install %s in a cell, and restart the kernel." % names)
    for file in files:
        if not os.path.exists(file):
            missing.append("%s is not there: put it where this notebook lies, under that name." % file)
    print("\n".join(missing) or "ready")


