"""A conversation, who may speak in it, and how it is seen in lists."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bellrock.features.conversations.errors import BadClientId, Closed, NotHolder
from bellrock.features.conversations.model.messages import Author, Message, MessageKind

Holder = Literal["assistant", "queue", "agent", "nobody"]
View = Literal["queue", "mine", "others", "closed"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011", "-\u2010\u2011\u2013\u2014")
_CLIENT_ID = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_REFERENCE_LENGTH = 8
_PROOF_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Conversation:
    """The head of a thread.

    Times are epoch ms; `revision` counts every change, `head_revision` is the head's last.
    """

    id: str
    reference: str
    realm: str
    channel: str
    language: str
    person_kind: str
    person_id: str
    holder: Holder
    agent_id: str | None
    holder_since: int
    revision: int
    head_revision: int
    last_seq: int
    last_at: int
    last_message_id: str | None
    read_customer: int
    read_agents: int
    delivered: int
    created_at: int
    closed_at: int | None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Thread:
    """What one viewer sees: the head, messages in order of seq, and the revision this view stands at.

    With `after`, only messages changed since; `head_changed` says whether the head did.
    """

    conversation: Conversation
    messages: tuple[Message, ...]
    revision: int
    head_changed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an agent's list."""

    conversation: Conversation
    person_name: str | None
    agent_name: str | None
    preview: str
    last_author: str | None
    unread: int


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and the cursor of the next page (None: this is the last)."""

    rows: tuple[Row, ...]
    next: str | None


def may_post(conversation: Conversation, author: Author, kind: MessageKind) -> None:
    """Raises Closed or NotHolder unless this author may write now.

    The customer always may while it is open; an agent may always leave a note; else only the holder speaks.
    """
    if kind == "note" and author.kind == "agent":
        return
    if kind != "message":
        raise NotHolder(holder=conversation.holder)
    if conversation.is_closed:
        raise Closed
    if author.kind == "customer":
        return
    speaks = {
        "assistant": conversation.holder == "assistant",
        "agent": conversation.holder == "agent" and conversation.agent_id == author.id,
    }
    if not speaks.get(author.kind, False):
        raise NotHolder(holder=conversation.holder)


def next_holder_on_reopen(had_agent: bool) -> Holder:
    """A thread that a person had answered goes back to people; else the assistant tries again."""
    return "queue" if had_agent else "assistant"


def check_client_id(client_id: str) -> str:
    if not _CLIENT_ID.fullmatch(client_id):
        raise BadClientId
    return client_id


def new_reference(randomness: bytes) -> str:
    """A conversation's name for people: 40 bits as XXXX-XXXX, without letters that look alike."""
    text = _spell(int.from_bytes(randomness[:5], "big"), _REFERENCE_LENGTH)
    return f"{text[:4]}-{text[4:]}"


def resume_code(conversation: Conversation, proof: Callable[[str, str], bytes]) -> str:
    """The code that opens a visitor's thread again: the reference and 80 bits only this desk can make."""
    secret = proof("resume", f"{conversation.id}:{conversation.person_id}")
    text = _spell(int.from_bytes(secret[:10], "big"), _PROOF_LENGTH)
    groups = "-".join(text[start : start + 4] for start in range(0, _PROOF_LENGTH, 4))
    return f"{conversation.reference}-{groups}"


def split_resume_code(code: str) -> tuple[str, str] | None:
    """(reference, whole code in its standard form), or None when it is no resume code."""
    plain = unicodedata.normalize("NFKC", code).upper()  # a Chinese keyboard types wide letters
    letters = "".join(plain.split()).translate(_ALIKE)
    if len(letters) != _REFERENCE_LENGTH + _PROOF_LENGTH or set(letters) - set(_ALPHABET):
        return None
    groups = [letters[start : start + 4] for start in range(0, len(letters), 4)]
    return "-".join(groups[:2]), "-".join(groups)


def _spell(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))
