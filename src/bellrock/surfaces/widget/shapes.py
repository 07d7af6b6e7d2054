"""What only the customer's side is told: who they are, their session, their place."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from bellrock.features.people.model import Person
from bellrock.surfaces.http.shapes import TypingShape


class PersonShape(Struct, frozen=True):
    kind: Literal["visitor", "customer"]
    id: str
    name: str | None


class SessionShape(Struct, frozen=True):
    token: str
    person: PersonShape
    expires_at: int
    conversation_id: str | UnsetType = UNSET


class QueueFrame(Struct, frozen=True, tag="queue", tag_field="type"):
    """A live frame: the place in the queue has changed."""

    conversation_id: str
    place: int
    wait_seconds: int | None


class TypingFrame(TypingShape, frozen=True, tag="typing", tag_field="type"):
    """A live frame: an agent began to write, or stopped."""


def person_shape(person: Person) -> PersonShape:
    return PersonShape(person.kind, person.id, person.name)
