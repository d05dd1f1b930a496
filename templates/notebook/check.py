def check(function, case, /, *, expected, or_expected=(), **arguments):
    """Call a function with a visible case and say how its answer compares with the expected one."""

    def plain(value):
        array = np.asarray(value)
        return array.reshape([side for side in array.shape if side != 1])

    def compare(answer, wanted):
        if isinstance(wanted, tuple):
            stacked = isinstance(answer, np.ndarray) and answer.ndim > max(plain(part).ndim for part in wanted)
            if not (stacked or isinstance(answer, (tuple, list))) or len(answer) != len(wanted):
                return f"returned {answer!r}, expected {len(wanted)} values"
            found = map(compare, answer, wanted)
            return next((f"value {i} of {len(wanted)}: {words}" for i, words in enumerate(found, 1) if words), "")
        if answer is None:
            return "returned None (is there a return at the end?)"
        try:
            found, right = plain(answer), plain(wanted)
        except ValueError:
            return f"returned {answer!r}, which is no array"
        if found.dtype.kind not in "biuf":
            return f"returned {answer!r}, which is not made of numbers"
        if found.shape != right.shape:
            return f"returned {answer!r}, expected {f'the shape {np.shape(wanted)}' if np.shape(wanted) else 'one number'}"
        tolerance = 1e-6 if right.dtype.kind == "f" else 0
        if np.all(np.abs(found - right) <= tolerance * np.max(np.abs(right), initial=0.0)):
            return ""
        return f"returned {answer!r}, expected {wanted!r}"

    before = [np.copy(value) for value in arguments.values()]
    answer = function(*arguments.values())
    difference = compare(answer, expected)
    if any(not compare(answer, other) for other in or_expected):
        difference = ""
    if not all(map(np.array_equal, before, arguments.values())):
        difference = difference or "changed its arguments"
    print(f"{function.__name__}, {case}: {difference or 'right'}")
