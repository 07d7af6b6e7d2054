"""A message: what was said, by whom, and what came with it."""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from bellrock.features.conversations.errors import BadCharacters, EmptyText, TextTooLong

AuthorKind = Literal["customer", "assistant", "agent", "desk"]
MessageKind = Literal["message", "note", "notice"]

LONGEST_TEXT = 8_000
_ALLOWED_CONTROLS = frozenset("\n\t")
_UNSEEN = frozenset(("Cf", "Mn", "Me", "Zs", "Zl", "Zp"))
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote. `id` is the visitor's, customer's or agent's id; empty for the assistant and the desk."""

    kind: AuthorKind
    id: str = ""
    name: str | None = None


ASSISTANT = Author("assistant")
DESK = Author("desk")


class Citation(Struct, frozen=True):
    """The article an answer rests on."""

    topic: str
    language: str
    title: str


class Choice(Struct, frozen=True):
    """A topic offered to the customer, answered with one tap."""

    topic: str
    title: str


class Extras(Struct, frozen=True, omit_defaults=True):
    """What a message carries beside its text: never a free text, so it is stored open."""

    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    masked: tuple[str, ...] = ()
    fields: dict[str, str | int | list[str]] = {}


NOTHING = Extras()


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be stored: `text` for messages and notes, `code` for notices."""

    kind: MessageKind
    author: Author
    text: str | None = None
    code: str | None = None
    client_id: str | None = None
    extras: Extras = NOTHING


@dataclass(frozen=True, slots=True)
class Message:
    """A stored message, opened.

    `seq` is its place, `revision` that of its last change, `created_at` epoch ms.
    """

    id: str
    seq: int
    revision: int
    kind: MessageKind
    author: Author
    text: str
    code: str | None
    client_id: str | None
    created_at: int
    extras: Extras = field(default=NOTHING)


def check_text(text: str) -> str:
    """The text as it may be stored: outer space removed, line ends made one.

    Raises a Refusal saying what is wrong.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise EmptyText
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(limit=LONGEST_TEXT)
    if text.isascii() and text.replace("\n", " ").replace("\t", " ").isprintable():
        return text
    if any(_is_bad(character) for character in text):
        raise BadCharacters
    if all(unicodedata.category(character) in _UNSEEN for character in text):
        raise EmptyText
    return text


def _is_bad(character: str) -> bool:
    if character in _OVERRIDES:
        return True
    return character not in _ALLOWED_CONTROLS and unicodedata.category(character) in ("Cc", "Cs")
