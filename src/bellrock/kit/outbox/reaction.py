"""What a reaction is, and how a unit's events become outbox rows.

A reaction has one shape: gather (a read) -> decide (pure) -> act (a write). It is idempotent: it may run
again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bellrock.kit.outbox import store
from bellrock.kit.unit import Event, Reader, Unit

WAKE = "outbox"


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reaction:
    """One answer to one kind of event.

    `act(unit, event)` where there is no gather; else `act(unit, event, decide(gather(reader, event)))`.
    `wants` is asked when the event is emitted: no row is written for an event that calls for nothing.
    """

    name: str
    act: Callable[..., Any]
    gather: Callable[[Reader, Any], Any] | None = None
    decide: Callable[[Any], Any] | None = None
    wants: Callable[[Any], bool] = _always


Reactions = Mapping[type[Any], Sequence[Reaction]]


def event_name(event: type[Any]) -> str:
    """feature.EventName, from the module the event stands in."""
    feature = event.__module__.removesuffix(".events").rsplit(".", 1)[-1]
    return f"{feature}.{event.__name__}"


class Outbox:
    """Implements kit.unit.Sink over the table of reactions (reactions.py)."""

    def __init__(self, reactions: Reactions) -> None:
        self._reactions = reactions
        self._names = {event: event_name(event) for event in reactions}
        self._by_name = {
            (self._names[event], reaction.name): (event, reaction)
            for event, answers in reactions.items()
            for reaction in answers
        }

    def keep(self, unit: Unit, events: Sequence[Event]) -> None:
        rows = [row for event in events for row in self._rows(unit, event)]
        if rows:
            store.insert(unit, rows)
            unit.hint(WAKE, "")

    def find(self, event: str, reaction: str, data: str) -> tuple[Reaction, Any] | None:
        """The reaction of a row and its event, or None when the program no longer knows it."""
        known = self._by_name.get((event, reaction))
        if known is None:
            return None
        return known[1], msgspec.json.decode(data, type=known[0])

    def _rows(self, unit: Unit, event: Any) -> list[store.NewRow]:
        wanted = [reaction for reaction in self._reactions[type(event)] if reaction.wants(event)]
        if not wanted:
            return []
        identity = unit.new_id()
        data = msgspec.json.encode(event).decode()
        run_at = getattr(event, "run_at", unit.now)
        return [
            store.NewRow(
                key=f"{identity}:{reaction.name}",
                reaction=reaction.name,
                event=self._names[type(event)],
                data=data,
                run_at=run_at,
            )
            for reaction in wanted
        ]
