"""The steps that random units are made of: each with what it does to a desk and to the model."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy.exc
from hypothesis import strategies as st
from msgspec import Struct
from sqlalchemy import text

from bellrock.kit.errors import Refusal
from bellrock.kit.unit import Unit
from tests.kit.small import count, things

EXAMPLES = 600 if os.environ.get("BELLROCK_DEEP") else 80
LARGE = b"\0" * 300_000


class Noted(Struct, frozen=True):
    name: str


class Unwilling(Refusal):
    code = "test.unwilling"


@dataclass
class Told:
    """What a unit hands to its caller: how many things it saw after each step, and the marks it drew."""

    counts: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


@dataclass
class World:
    """The model: what is stored."""

    names: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    is_dangling: bool = False
    is_ended: bool = False
    counts: list[int] = field(default_factory=list)

    def copy(self) -> "World":
        return World([*self.names], [*self.events], self.is_dangling, self.is_ended, [*self.counts])

    def check(self) -> None:
        if self.is_ended:
            raise Outcome("ended")


class Outcome(Exception):
    """How a unit of the model ends when it stores nothing."""


@dataclass(frozen=True)
class Put:
    """Add a thing, emit, hint."""

    name: str

    def act(self, unit: Unit, told: Told) -> None:
        mark = unit.new_id()
        unit.run(things.insert().values(name=self.name, mark=mark))
        unit.emit(Noted(self.name))
        unit.hint("things", self.name)
        told.marks.append(mark)
        told.counts.append(count(unit))

    def model(self, world: World) -> None:
        world.check()
        if self.name in world.names:
            raise Outcome("constraint")
        world.names.append(self.name)
        world.events.append(self.name)
        world.counts.append(len(world.names))


@dataclass(frozen=True)
class Refuse:
    def act(self, unit: Unit, told: Told) -> None:
        raise Unwilling

    def model(self, world: World) -> None:
        raise Outcome("refused")


@dataclass(frozen=True)
class StopIterating:
    """A next() too many."""

    def act(self, unit: Unit, told: Told) -> None:
        next(iter(()))

    def model(self, world: World) -> None:
        raise Outcome("broken")


@dataclass(frozen=True)
class Dangle:
    """A reference to nothing, seen by the database only at the COMMIT."""

    def act(self, unit: Unit, told: Told) -> None:
        unit.run(text("INSERT INTO links VALUES (-1)"))

    def model(self, world: World) -> None:
        world.check()
        world.is_dangling = True


@dataclass(frozen=True)
class Overfill:
    """Two large rows on a full disk: the database undoes the statement only."""

    def act(self, unit: Unit, told: Told) -> None:
        on_full_disk(unit, "INSERT INTO things (name, filler) SELECT value, :large FROM json_each('[1, 2]')")

    def model(self, world: World) -> None:
        world.check()
        raise Outcome("failed")


@dataclass(frozen=True)
class End:
    """The database ends the whole transaction in the middle of a statement; perhaps the unit goes on."""

    how: str
    swallows: bool

    def act(self, unit: Unit, told: Told) -> None:
        try:
            WAYS_TO_END[self.how](unit)
        except sqlalchemy.exc.DBAPIError:
            if not self.swallows:
                raise

    def model(self, world: World) -> None:
        world.check()
        world.is_ended = True
        if not self.swallows:
            raise Outcome("constraint" if self.how == "conflict" else "failed")


@dataclass(frozen=True)
class Attempt:
    """Steps under a savepoint; a Refusal in them is caught and the unit goes on."""

    steps: tuple[Any, ...]

    def act(self, unit: Unit, told: Told) -> None:
        before = len(told.counts)
        try:
            with unit.attempt():
                for step in self.steps:
                    step.act(unit, told)
        except Unwilling:
            del told.counts[before:], told.marks[before:]

    def model(self, world: World) -> None:
        world.check()
        before = world.copy()
        try:
            for step in self.steps:
                step.model(world)
            world.check()
        except Outcome as outcome:
            if outcome.args != ("refused",):
                raise
            is_ended = world.is_ended
            world.__dict__.update(before.__dict__)
            world.is_ended = is_ended


def raw_of(unit: Unit) -> Any:
    connection: Any = unit._connection
    return connection.raw


def interrupt(unit: Unit) -> None:
    raw = raw_of(unit)
    raw.set_progress_handler(lambda: 1, 1)
    try:
        unit.run(things.insert().values(name="interrupted"))
    finally:
        raw.set_progress_handler(None, 0)


def on_full_disk(unit: Unit, statement: str) -> None:
    raw = raw_of(unit)
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    try:
        unit.run(text(statement), {"large": LARGE})
    finally:
        raw.execute(f"PRAGMA max_page_count = {2**30}").fetchone()


def fill(unit: Unit) -> None:
    on_full_disk(unit, "INSERT INTO things (name, filler) VALUES ('large', :large)")


def conflict(unit: Unit) -> None:
    unit.run(text("INSERT OR ROLLBACK INTO things (name) VALUES (NULL)"))


WAYS_TO_END: dict[str, Callable[[Unit], None]] = {"interrupt": interrupt, "fill": fill, "conflict": conflict}

puts = st.builds(Put, st.sampled_from("abcdefgh"))
failing = st.one_of(st.builds(Refuse), st.builds(StopIterating), st.builds(Overfill))
ending = st.one_of(st.builds(Dangle), st.builds(End, st.sampled_from(sorted(WAYS_TO_END)), st.booleans()))


def batches_of(steps: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    attempts = st.builds(Attempt, st.lists(steps, max_size=3).map(tuple))
    units = st.lists(st.one_of(steps, steps, attempts), max_size=4).map(tuple)
    return st.lists(units, min_size=1, max_size=7)


calm = batches_of(st.one_of(puts, puts, failing))
"""Nothing ends the transaction: such a batch is not run again, one by one."""
stormy = batches_of(st.one_of(puts, puts, failing, ending))
batches = st.lists(st.one_of(calm, stormy), min_size=1, max_size=2)
