"""What is to be seen of an answer or of a class, drawn by matplotlib as SVG that takes the colours of its page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from autograder.records import Exhibit

# Stand-ins that are exchanged for the style sheet's variables: a picture has the colours of its page, light or dark.
INK, RIGHT, YOURS, PAPER = "#010203", "#010204", "#010205", "#010206"
BARS = ("#010207", "#010208", "#010209", "#01020a", "#01020b")
VARIABLES = {
    INK: "currentColor",
    RIGHT: "var(--right)",
    YOURS: "var(--yours)",
    PAPER: "var(--paper)",
    **{colour: f"var(--bar-{number})" for number, colour in enumerate(BARS)},
}
STYLE: Any = {
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud, and is small
    "svg.hashsalt": "secant",  # the same picture has the same bytes
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.formatter.useoffset": False,
}
LARGEST_DRAWN = 1e300
LARGEST, SMALLEST = 1.0, 1e-6  # relative errors that the colours of a heat map tell apart
DECADES = 25  # colours of its scale
TOLD = 64  # entries of a heat map whose errors stand in them as numbers


def picture(exhibit: Exhibit, words: Mapping[str, str], number: int = 0) -> str:
    """Draw an exhibit.

    Parameters
    ----------
    exhibit : Exhibit
        Of a submission.
    words : mapping of str to str
        What stands in it: "yours", "right", "entry", "row", "column", "error", "start".
    number : int, optional
        Of the picture in its page, in which no two things may have one name.

    Returns
    -------
    str
        An `<svg>` element, to be described by the text beside it.
    """
    found, expected = (np.reshape(each, exhibit.shape) for each in (exhibit.found, exhibit.expected))
    found = np.where(np.abs(found) < LARGEST_DRAWN, found, np.nan)  # of what is beyond there is no axis
    with mpl.rc_context(STYLE):
        figure, axes = _canvas(4.6, 2.9, (0.15, 0.17, 0.82, 0.7))
        match exhibit.form:
            case "curve":
                _curve(axes, exhibit, found, expected, words)
            case "path":
                _path(axes, found, expected, words)
            case "series":
                _series(axes, found, expected, words)
            case "entries":
                _entries(figure, axes, found, expected, words)
        if exhibit.form != "entries":
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderpad=0)
        return _svg(figure, number)


def distribution(shares: Sequence[float], words: Mapping[str, str], number: int = 0) -> str:
    """Draw how many students have which share of the points.

    Parameters
    ----------
    shares : sequence of float
        In [0, 1], one a student; more where there is a bonus.
    words : mapping of str to str
        "share" and "students", for the axes.
    number : int, optional
        As for `picture`.

    Returns
    -------
    str
        An `<svg>` element.
    """
    with mpl.rc_context(STYLE):
        figure, axes = _canvas(6.4, 2.4, (0.1, 0.2, 0.88, 0.75))
        percent = np.clip(100 * np.asarray(shares, dtype=float), 0, 100)
        axes.hist(percent, bins=[*range(0, 101, 5)], color=RIGHT, edgecolor=PAPER, linewidth=1)
        axes.set_xlim(0, 100)
        axes.set_xlabel(words["share"])
        axes.set_ylabel(words["students"])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        return _svg(figure, number)


def outcomes(
    counts: Mapping[str, Sequence[int]], labels: Sequence[str], words: Mapping[str, str], number: int = 0
) -> str:
    """Draw how many students have which outcome, a bar an exercise.

    Parameters
    ----------
    counts : mapping of str to sequence of int
        By the exercise, in the order of the labels.
    labels : sequence of str
        Of at most five outcomes.
    words : mapping of str to str
        "students", for the axis.
    number : int, optional
        As for `picture`.

    Returns
    -------
    str
        An `<svg>` element.
    """
    with mpl.rc_context(STYLE):
        height = 1.0 + 0.32 * len(counts)
        figure, axes = _canvas(6.4, height, (0.36, 0.5 / height, 0.62, 1 - 0.85 / height))
        left = np.zeros(len(counts))
        for colour, label, widths in zip(BARS, labels, zip(*counts.values(), strict=True), strict=False):
            axes.barh([*counts], widths, left=left, color=colour, edgecolor=PAPER, linewidth=1, label=label)
            left += np.asarray(widths)
        axes.invert_yaxis()
        axes.set_xlabel(words["students"])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(labels), frameon=False, borderpad=0, fontsize=9)
        return _svg(figure, number)


def _canvas(width: float, height: float, place: tuple[float, float, float, float]) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height))
    FigureCanvasSVG(figure)
    return figure, figure.add_axes(place)


def _svg(figure: Figure, number: int) -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _inline(text.getvalue(), number)


def relative_error(found: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the error of every entry, relative to the right one, and for small ones to a thousandth of the largest.

    Parameters
    ----------
    found, expected : ndarray
        Of one shape.

    Returns
    -------
    ndarray
        Of the same shape; infinite where the entry is not finite.
    """
    scale = np.maximum(np.abs(expected), 1e-3 * np.max(np.abs(expected), initial=0.0))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        error = np.where(found == expected, 0.0, np.abs(found - expected) / scale)
    return np.where(np.isfinite(found), error, np.inf)


def _curve(
    axes: Axes, exhibit: Exhibit, found: NDArray[np.float64], expected: NDArray[np.float64], words: Mapping[str, str]
) -> None:
    axes.plot(exhibit.over, expected, color=RIGHT, linewidth=3, label=words["right"])
    axes.plot(exhibit.over, found, color=YOURS, linewidth=1.6, linestyle=(0, (5, 2)), label=words["yours"])
    axes.set_xlabel(exhibit.label)
    axes.set_ylabel(exhibit.exercise)


def _path(axes: Axes, found: NDArray[np.float64], expected: NDArray[np.float64], words: Mapping[str, str]) -> None:
    axes.plot(*expected.T, color=RIGHT, linewidth=3, marker="o", markersize=5, label=words["right"])
    axes.plot(
        *found.T, color=YOURS, linewidth=1.6, linestyle=(0, (5, 2)), marker="s", markersize=4, label=words["yours"]
    )
    axes.annotate(words["start"], expected[0], xytext=(0, 8), textcoords="offset points", ha="center")
    axes.set_xlabel("θ₁")
    axes.set_ylabel("θ₂")


def _series(axes: Axes, found: NDArray[np.float64], expected: NDArray[np.float64], words: Mapping[str, str]) -> None:
    at = np.arange(len(expected))
    axes.plot(at, expected, color=RIGHT, linestyle="none", marker="o", markersize=9, label=words["right"])
    axes.plot(
        at, found, color=YOURS, linestyle="none", marker="x", markersize=7, markeredgewidth=2, label=words["yours"]
    )
    axes.set_xlabel(words["entry"])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.axhline(0, color=INK, linewidth=0.6, alpha=0.5)


def _entries(
    figure: Figure,
    axes: Axes,
    found: NDArray[np.float64],
    expected: NDArray[np.float64],
    words: Mapping[str, str],
) -> None:
    error = relative_error(found, expected)
    decades = np.log10(np.clip(error, SMALLEST, LARGEST))
    lowest, highest = np.log10((SMALLEST, LARGEST))
    axes.pcolormesh(decades, cmap="cividis", vmin=lowest, vmax=highest, edgecolors=PAPER, linewidth=1)
    axes.invert_yaxis()
    for set_ticks, count in ((axes.set_xticks, error.shape[1]), (axes.set_yticks, error.shape[0])):
        every = range(0, count, max(1, count // 8))
        set_ticks([at + 0.5 for at in every], [str(at) for at in every])
    axes.set_xlabel(words["column"])
    axes.set_ylabel(words["row"])
    axes.tick_params(length=0)
    axes.set_position((0.11, 0.17, 0.66, 0.76))
    scale = figure.add_axes((0.81, 0.17, 0.03, 0.76))
    colours = np.linspace(lowest, highest, DECADES)[:, None]
    scale.pcolormesh(colours, cmap="cividis", vmin=lowest, vmax=highest, edgecolors="face")
    scale.set_xticks([])
    scale.set_yticks([0.5, DECADES / 2, DECADES - 0.5], ["0", "0.1 %", "100 %"])
    scale.tick_params(length=0)
    scale.yaxis.tick_right()
    scale.set_ylabel(words["error"], rotation=270, labelpad=12)
    scale.yaxis.set_label_position("right")
    for spine in (*axes.spines.values(), *scale.spines.values()):
        spine.set_visible(False)
    if error.size <= TOLD:
        for (row, column), value in np.ndenumerate(error):
            ink = "black" if value > 6e-4 else "white"  # cividis is light above
            axes.text(column + 0.5, row + 0.5, _percent(value), ha="center", va="center", fontsize=8, color=ink)


def _percent(error: float) -> str:
    if error == 0 or error < SMALLEST:
        return "0"
    if not np.isfinite(error):
        return "∞"
    if error >= 100:
        return "> 9999 %"
    return f"{100 * error:.0f} %" if error >= 0.095 else f"{100 * error:.1g} %"


def _inline(svg: str, number: int) -> str:
    """Return the element alone, its names its own, its colours the page's, as wide as there is room."""
    text = svg[svg.index("<svg") :].rstrip()
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    used = {*re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", text)}
    text = re.sub(r' id="([^"]+)"', lambda found: f' id="{found[1]}-{number}"' if found[1] in used else "", text)
    text = re.sub(r"(url\(#|href=\"#)([^)\"]+)", rf"\1\2-{number}", text)
    text = re.sub(r'(<svg [^>]*?) width="[^"]+" height="[^"]+"|(<svg [^>]*?) height="[^"]+"', r"\1\2", text, count=1)
    for colour, variable in VARIABLES.items():
        text = text.replace(colour, variable)
    text = text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return re.sub(r"\s*\n\s*", "\n", text)
