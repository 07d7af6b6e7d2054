"""Visitors and customers, and the session that proves who is there."""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["visitor", "customer"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who asks.

    `ids` are all ids under which this person wrote: their own and those of joined visitors.
    """

    kind: PersonKind
    id: str
    ids: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in on one device. `kind` is visitor, customer or agent; times are epoch ms."""

    id: str
    kind: str
    person_id: str
    device: str
    created_at: int
    expires_at: int
