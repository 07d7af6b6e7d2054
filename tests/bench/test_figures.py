"""What the load generator tells of its rounds."""

import msgspec
import pytest

from bench.figures import Figure, lines, table


@pytest.mark.parametrize(
    ("budget", "rounds", "verdict"),
    [
        ({"at_most": 2}, [1, 9, 2], "kept"),
        ({"at_most": 2}, [1, 9, 3], "MISSED"),
        ({"at_least": 2}, [1, 9, 2], "kept"),
        ({"at_least": 3}, [1, 9, 2], "MISSED"),
        ({}, [1], ""),
    ],
)
def test_the_median_is_held_against_the_budget(
    budget: dict[str, float], rounds: list[float], verdict: str
) -> None:
    assert Figure("speed", "m/s", **budget, rounds=rounds).verdict == verdict


def test_every_figure_measured_is_a_row_and_a_line() -> None:
    figures = [Figure("speed", "m/s", at_least=3, rounds=[1, 9, 2]), Figure("unmeasured", "s")]
    assert "MISSED" in table(figures)
    assert "unmeasured" not in table(figures)
    (line,) = lines(figures)
    assert msgspec.json.decode(line) == {
        "what": "speed",
        "median": 2.0,
        "unit": "m/s",
        "budget": ">= 3",
        "verdict": "MISSED",
        "rounds": [1.0, 9.0, 2.0],
    }
