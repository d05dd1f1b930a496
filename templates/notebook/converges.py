def converges(function, case, most, its_gradient, its_start, its_max_steps, /, **arguments):
    """Call a minimiser with a visible case and say how large the gradient is at its answer; `most` None: it must stay."""
    gradient, theta0 = arguments[its_gradient], arguments[its_start]
    before, asked = theta0.copy(), set()

    def noting(theta):
        asked.add(np.array(theta, dtype=float).tobytes())
        return gradient(theta)

    def judged():
        answer = function(*(arguments | {its_gradient: noting}).values())
        if answer is None:
            return "returned None (is there a return at the end?)"
        if isinstance(answer, tuple) or np.size(answer) != before.size:
            return f"returned {answer!r}, expected one array of {before.size} numbers"
        if most is None:
            return "" if np.array_equal(np.ravel(answer), before) else f"returned {answer!r}, expected {its_start} as it is"
        norm, start = (np.linalg.norm(gradient(np.reshape(np.asarray(at, float), before.shape))) for at in (answer, before))
        if not norm <= most:
            return f"the gradient's norm is {norm:.2g} at the end and was {start:.2g} at the start, expected at most {most:.2g}"
        allowed = 10 * (arguments[its_max_steps] + 1)
        return f"asks for the gradient at {len(asked)} points, allowed are {allowed}" if len(asked) > allowed else ""

    tell(function, case, judged, lambda: [] if np.array_equal(before, theta0) else [its_start],
         lambda: f" (gradient asked for at {len(asked)} point{'s' if len(asked) != 1 else ''})")
