"""Figures of several rounds: their median, and whether it keeps its budget; as a table and as JSON lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

import msgspec


@dataclass(slots=True)
class Figure:
    """One thing measured in `unit`, with its budget; without one it is there to compare with."""

    name: str
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    rounds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def verdict(self) -> Literal["kept", "MISSED", ""]:
        if self.at_least is None and self.at_most is None:
            return ""
        kept = (self.at_least is None or self.median >= self.at_least) and (
            self.at_most is None or self.median <= self.at_most
        )
        return "kept" if kept else "MISSED"

    @property
    def budget(self) -> str:
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return f"<= {self.at_most:g}" if self.at_most is not None else ""


def table(figures: Sequence[Figure]) -> str:
    rows = [("what", "median", "unit", "budget", "", "rounds")]
    rows += [
        (one.name, _number(one.median), one.unit, one.budget, one.verdict, " ".join(map(_number, one.rounds)))
        for one in figures
        if one.rounds
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def lines(figures: Sequence[Figure]) -> list[str]:
    """One JSON object a figure."""
    return [
        msgspec.json.encode(
            {
                "what": one.name,
                "median": round(one.median, 3),
                "unit": one.unit,
                "budget": one.budget,
                "verdict": one.verdict,
                "rounds": [round(value, 3) for value in one.rounds],
            }
        ).decode()
        for one in figures
        if one.rounds
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
