"""One measured figure, its goal, and the table that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADINGS = ("name", "figure", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit, and its ratio to another one of the same run."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    to: str = ""
    """What the ratio is to."""
    most: float | None = None
    least: float | None = None
    ratio_most: float | None = None

    @property
    def goal(self) -> str:
        """The goals in words, empty where there is none."""
        goals = (
            f"<= {number(self.most)} {self.unit}" if self.most is not None else "",
            f">= {number(self.least)} {self.unit}" if self.least is not None else "",
            f"<= {number(self.ratio_most)} x" if self.ratio_most is not None else "",
        )
        return ", ".join(filter(None, goals))

    @property
    def verdict(self) -> str:
        """Return "met" or "missed", empty where there is no goal."""
        if not self.goal:
            return ""
        kept = (
            self.most is None or self.value <= self.most,
            self.least is None or self.value >= self.least,
            self.ratio_most is None or (self.ratio is not None and self.ratio <= self.ratio_most),
        )
        return "met" if all(kept) else "missed"

    def cells(self) -> tuple[str, ...]:
        """Return the figure as a line of the table."""
        ratio = "" if self.ratio is None else f"{number(self.ratio)} x {self.to}".rstrip()
        return self.name, f"{number(self.value)} {self.unit}", ratio, self.goal, self.verdict


def number(value: float) -> str:
    """Write a number with three digits that count, thousands apart."""
    if value == int(value) and abs(value) >= 1:
        return f"{int(value):,}"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{digits}f}"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as an aligned table, which is Markdown, too."""
    lines = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths) for line in (lines[0], ruler, *lines[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
