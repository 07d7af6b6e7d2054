"""The trail: a line stands exactly when its deed stands, in order, and nothing takes one away."""

import ast
from pathlib import Path

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.audit.model import Line
from bellrock.kit.errors import Busy
from bellrock.kit.unit import Unit
from bellrock.wiring import House
from tests.clock import SetClock
from tests.people import fresh

pytestmark = pytest.mark.anyio
SOURCE = Path(__file__).parents[3] / "src" / "bellrock"


def line(subject: str, number: int) -> Line:
    return Line(
        "agent", "ann", f"test.deed_{number}", subject, {"number": number, "flag": True, "none": None}
    )


async def test_lines_come_back_as_they_were_written_oldest_first(house: House, clock: SetClock) -> None:
    subject, begun = fresh("subject"), clock()
    for number in range(5):
        await house.desk.write(audit.record, line(subject, number))
        await house.desk.write(audit.record, line(fresh("another"), number))
        clock.advance(10)
    trail = await house.desk.read(audit.trail, subject)
    assert [stored.line for stored in trail] == [line(subject, number) for number in range(5)]
    assert [stored.at - begun for stored in trail] == [0, 10, 20, 30, 40]
    assert [stored.line for stored in await house.desk.read(audit.trail, subject, 2)] == [
        line(subject, 0),
        line(subject, 1),
    ]


async def test_a_deed_that_is_undone_leaves_no_line(house: House) -> None:
    subject = fresh("subject")

    def fail(unit: Unit) -> None:
        audit.record(unit, line(subject, 1))
        raise Busy

    with pytest.raises(Busy):
        await house.desk.write(fail)
    assert await house.desk.read(audit.trail, subject) == []


async def test_a_line_without_details_has_none(house: House) -> None:
    subject = fresh("subject")
    bare = Line("operator", None, "test.deed", subject)
    await house.desk.write(audit.record, bare)
    assert [stored.line for stored in await house.desk.read(audit.trail, subject)] == [bare]


def test_nothing_in_the_program_changes_or_takes_away_a_line() -> None:
    """The table is named in two files, and there only inserted into and selected from."""
    named = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if "audit_lines" in file.read_text(encoding="utf-8") and "migrations" not in file.parts
    }
    assert named == {"features/audit/store.py", "features/audit/tables.py"}
    tree = ast.parse((SOURCE / "features/audit/store.py").read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not {"update", "delete", "text"} & (names | called)
