def by_differences(function, loss, by):
    """Hold a gradient against the slopes of one's own loss, case by case; draw the first that differs."""
    name, own, fits, drawn = name_of(function), globals().get(loss), set(), None
    why = {
        "inconclusive": "the slope is too uncertain there",
        "not-finite": f"your {loss} has no finite value there or near by",
        "not-deterministic": f"your {loss} gives another value in every call",
    }
    if own is None:
        show(f"{name}, by differences", f"not measured, run the cell of {loss} first")
        return
    for case, (arguments, as_expected) in tell.cases.items():
        if any(np.asarray(arguments[each]).dtype.kind != "f" for each in by):
            continue  # whole numbers would be measured as floats, which is another call
        try:
            verdict, entries = slopes_against(own, function, arguments, by)
        except NotImplementedError as hole:
            show(f"{name}, by differences", f"not measured, your {loss} is not written yet ({hole})")
            return
        except Exception as error:
            verdict, why["raised"] = "raised", who_raised(error, {loss: own, name: function})
        about = f"{name}, {case}, by differences of your {loss}"
        if verdict in why:
            tell.unmeasured += 1
            show(about, f"not measured, {why[verdict]}")
        if verdict not in ("passed", "differs"):
            continue
        wrong = [entry for entry in entries if entry[-1]]
        nearly = all(abs(mine - slope) <= 1e-4 * abs(slope) for _, mine, slope, _ in wrong)
        tell.right.append(not wrong)
        show(about, what_differs(wrong, len(entries), loss if nearly else "") if wrong else "right", not wrong)
        if wrong and not nearly and len(entries) > 1:
            drawn = drawn or (f"{name}, {case}", entries)
        if not wrong or not nearly:
            fits.add((as_expected, not wrong))
    as_expected, as_slopes = (all(column) for column in zip(*fits)) if fits else (True, True)
    if as_expected != as_slopes:
        both = ["the expected one", f"the derivative of your {loss}"]
        is_one, not_other = both if as_expected else reversed(both)
        show("", f"It is {is_one} and not {not_other}: look at {loss}, and at what it calls.")
    if drawn and "plt" in globals():
        draw_slopes(*drawn, loss)


def who_raised(error, functions):
    """Say which of the functions an exception comes from, and in which line of its cell."""
    where, trace = "", error.__traceback__
    while trace:
        for name, function in functions.items():
            if trace.tb_frame.f_code is getattr(function, "__code__", None):
                where = f" in line {trace.tb_lineno} of the cell of your {name}"
        trace = trace.tb_next
    return f"{type(error).__name__}{where}: {error}"


def slopes_against(loss, function, arguments, by, verify=measuring()):
    """Return a verdict and, where something differs, (where, mine, slope, whether they differ) of every entry."""
    import contextlib
    import io

    gradient, own, works = plainly(function), plainly(loss), []

    def total(*at):  # a loss for every entry is summed; what raises where others do not is outside its domain
        try:
            value = own(*at)
        except Exception:
            if not works:
                raise
            return np.nan
        works[:] = [True]
        found = np.asarray(value)
        return np.sum(found if found.dtype.kind == "f" else verify.numbers(value))  # single stays single

    def held(parameter, mine, moved, direction):
        line = verify.Line(point, parameter, direction)
        values = verify.evaluate(total, map(line.at, line.wanted()))
        reading = line.read(total, values, verify.ENOUGH * np.linalg.norm(mine * direction))
        verdict, slope = reading.fault, reading.slope
        for unit in [] if verdict else [verify.UNIT, verify.SINGLE]:
            if verdict != "passed" and unit in (verify.UNIT, reading.unit, verify.unit_of(mine)):
                verdict, _ = verify.held(mine, moved[unit], direction, slope.value, slope.error, unit)
        return verdict, slope.value

    wrt, rng, claims, entries = [[*arguments].index(name) for name in by], np.random.default_rng(0), [], []
    point = verify.with_arrays((*arguments.values(),), wrt)
    with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        total(*verify.copied(point))
        beside = [verify.jiggled(point, rng, u) for u in (verify.UNIT, verify.SINGLE) for _ in range(verify.MOVES)]
        answers = [verify.arrays_in(each, point, wrt) for each in verify.evaluate(gradient, [point, *beside])]
        if not all(each and all(np.all(np.isfinite(array)) for array in each) for each in answers):
            return "wrong-form", []  # the comparison has told that
        for place, parameter in enumerate(wrt):
            mine, *others = (each[place] for each in answers)
            claims.append((parameter, mine, {verify.UNIT: others[: verify.MOVES], verify.SINGLE: others}))
        verdicts = [held(*claim, verify.drawn_direction(claim[1].shape, rng))[0] for claim in claims]
        for name, claim in zip(by, claims) if "differs" in verdicts else []:
            for axis, index in zip(np.eye(claim[1].size).reshape(-1, *claim[1].shape), np.ndindex(claim[1].shape)):
                verdict, slope = held(*claim, axis)
                where = f"{name}{[*index]}" if claim[1].size > 1 else name
                entries.append((where, float(claim[1][index]), slope, verdict == "differs"))
    if any(differs for *_, differs in entries):
        return "differs", entries
    if "differs" in verdicts:  # and no entry by itself
        return "inconclusive", []
    return next((verdict for verdict in verdicts if verdict != "passed"), "passed"), []


def plainly(function):
    """Return a function that is given a number as a number where an array of one would come."""

    def plain(value):
        return value.item() if isinstance(value, (np.ndarray, np.generic)) and value.ndim == 0 else value

    return lambda *at: function(*map(plain, at))


def what_differs(wrong, entries, nearly_by):
    """Say how the first wrong entry differs, and how many there are; what nearly fits may be another loss's."""
    where, mine, slope, _ = wrong[0]
    digits = next(digits for digits in range(3, 18) if f"{mine:.{digits}g}" != f"{slope:.{digits}g}")
    words = f"{mine:.{digits}g} for {where}, where the slope is {slope:.{digits}g}"
    ratios = [slope / mine if mine else np.nan for _, mine, slope, _ in wrong]
    if nearly_by:
        words += f", nearly the same (is it made of differences, or rounded, or has {nearly_by} a small constant in it?)"
    elif slope and (len(wrong) > 1 or entries == 1) and np.ptp(ratios) <= 1e-6 * abs(ratios[0]):
        ratio = f"{ratios[0]:.3g}"
        times = ratio if abs(ratios[0]) > 1 else f"yours is {1 / ratios[0]:.3g}"
        words += " (the other sign)" if ratio == "-1" else f" ({times} times as much)"
    count = f"all {entries}" if len(wrong) == entries else f"{len(wrong)} of {entries}"
    return words + (f"; {count} entries differ" if entries > 1 else "")


def draw_slopes(title, entries, loss):
    """Draw every entry of a gradient, and the slope that was measured there."""
    names, mine, slopes, differs = zip(*entries)
    at = np.arange(len(entries))
    _, axes = plt.subplots(figsize=(6.4, 2.4))
    axes.axhline(0, color="0.85", linewidth=1, zorder=0)
    axes.vlines(at[list(differs)], *np.transpose([mine, slopes])[list(differs)].T, color="0.5", zorder=1)
    axes.plot(at, mine, "o", color="#0072B2", markersize=7, label="yours")
    axes.plot(at, slopes, "x", color="#D55E00", markersize=9, label=f"slope of your\n{loss}")
    if len(at) <= 30:
        axes.set_xticks(at, names, rotation=90 if len(at) > 4 else 0)
    axes.set_title(f"{title}: a line joins what differs", loc="left", fontsize=10)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    plt.show()
