def converges(function, case, most, its_gradient, its_start, /, **arguments):
    """Call a minimiser with a visible case and say how large the gradient is at its answer; `most` None: it must stay."""
    gradient, theta0 = arguments[its_gradient], arguments[its_start]
    before, asked = theta0.copy(), []

    def noting(theta):
        asked.append(np.array(theta))
        return gradient(theta)

    answer = function(*(arguments | {its_gradient: noting}).values())
    if answer is None or np.size(answer) != before.size:
        difference = "returned None (is there a return at the end?)" if answer is None else f"returned {answer!r}"
    elif most is None:
        difference = "" if np.array_equal(np.ravel(answer), before) else f"returned {answer!r}, expected {its_start} as it is"
    else:
        norm = np.linalg.norm(gradient(np.asarray(answer, dtype=float).reshape(before.shape)))
        difference = "" if norm <= most else f"the gradient's norm is {norm:.2g} at the end, expected at most {most:.2g}"
    if not np.array_equal(before, theta0):
        difference = difference or f"changed {its_start}"
    print(f"{function.__name__}, {case}: {difference or 'right'} (asked for {len(asked)} gradients)")
