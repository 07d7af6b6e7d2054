"""The SQL of the outbox.

`attempts` is the fencing token: only the holder of the newest lease may finish a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from bellrock.kit.db import prepared
from bellrock.kit.outbox.tables import outbox
from bellrock.kit.unit import Reader, Unit

_GIVEN = ("key", "reaction", "event", "data", "run_at", "created_at")
_INSERT = prepared(
    outbox.insert().values(
        state="ready", attempts=0, lease_until=0, error=None, **{name: bindparam(name) for name in _GIVEN}
    )
)


@dataclass(frozen=True, slots=True)
class NewRow:
    key: str
    reaction: str
    event: str
    data: str
    run_at: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row whose reaction may run until its lease ends. The key tells it from a later row of the same id."""

    id: int
    key: str
    reaction: str
    event: str
    data: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Depth:
    """What waits: rows ready, running and dead, and since when the oldest due row waits (epoch ms or
    None).
    """

    ready: int
    running: int
    dead: int
    oldest_at: int | None


def insert(unit: Unit, rows: Sequence[NewRow]) -> None:
    given = [
        {
            "key": row.key,
            "reaction": row.reaction,
            "event": row.event,
            "data": row.data,
            "run_at": row.run_at,
            "created_at": unit.now,
        }
        for row in rows
    ]
    unit.run(_INSERT, given)


_DUE = (
    select(outbox.c.id)
    .where(
        (outbox.c.state == "ready") & (outbox.c.run_at <= bindparam("now"))
        | (outbox.c.state == "running") & (outbox.c.lease_until <= bindparam("now"))
    )
    .order_by(outbox.c.run_at, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_CLAIM = prepared(
    update(outbox)
    .where(outbox.c.id.in_(_DUE))
    .values(state="running", attempts=outbox.c.attempts + 1, lease_until=bindparam("lease"))
    .returning(outbox.c.id, outbox.c.key, outbox.c.reaction, outbox.c.event, outbox.c.data, outbox.c.attempts)
)


def claim(unit: Unit, limit: int, lease_until: int) -> list[Claimed]:
    rows = unit.run(_CLAIM, {"now": unit.now, "limit": limit, "lease": lease_until})
    return [Claimed(*row) for row in rows]


def _mine() -> ColumnElement[bool]:
    return (
        (outbox.c.id == bindparam("row"))
        & (outbox.c.key == bindparam("row_key"))
        & (outbox.c.attempts == bindparam("token"))
        & (outbox.c.state == "running")
    )


def _named(row: Claimed) -> dict[str, str | int]:
    return {"row": row.id, "row_key": row.key, "token": row.attempts}


_FINISH = prepared(delete(outbox).where(_mine()))
_EXTEND = prepared(update(outbox).where(_mine()).values(lease_until=bindparam("until")))
_SETBACK = prepared(
    update(outbox)
    .where(_mine())
    .values(state=bindparam("next_state"), run_at=bindparam("next_run"), error=bindparam("why"))
)


def finish(unit: Unit, row: Claimed) -> bool:
    """Done: the row goes, in the unit that did the work. False when another worker has it."""
    return unit.run(_FINISH, _named(row)).rowcount == 1


def extend(unit: Unit, row: Claimed, until: int) -> None:
    unit.run(_EXTEND, {**_named(row), "until": until})


def set_back(unit: Unit, row: Claimed, error: str, run_at: int | None) -> None:
    """Run again at `run_at`, or never (None: the row is dead until somebody revives it)."""
    state = "dead" if run_at is None else "ready"
    unit.run(
        _SETBACK,
        {
            **_named(row),
            "next_state": state,
            "next_run": run_at or unit.now,
            "why": error[:64],
        },
    )


def free_leases(unit: Unit) -> None:
    """End every lease, where those who held them are surely gone."""
    unit.run(update(outbox).where(outbox.c.state == "running").values(lease_until=0))


_NEXT = prepared(select(func.min(outbox.c.run_at)).where(outbox.c.state == "ready"))
_NEXT_LEASE = prepared(select(func.min(outbox.c.lease_until)).where(outbox.c.state == "running"))


def next_due(reader: Reader) -> int | None:
    """When the next row becomes due (epoch ms), counting leases that end."""
    times = [reader.run(query).scalar() for query in (_NEXT, _NEXT_LEASE)]
    return min((at for at in times if at is not None), default=None)


def depth(reader: Reader) -> Depth:
    counted = (
        select(outbox.c.state, func.count())
        .where(outbox.c.state.in_(("ready", "running", "dead")))
        .group_by(outbox.c.state)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in reader.run(counted)}
    oldest = reader.run(
        select(func.min(outbox.c.run_at)).where(
            outbox.c.state.in_(("ready", "running")), outbox.c.run_at <= reader.now
        )
    ).scalar()
    return Depth(counts.get("ready", 0), counts.get("running", 0), counts.get("dead", 0), oldest)
