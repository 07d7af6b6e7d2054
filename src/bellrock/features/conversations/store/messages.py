"""Rows of `conversations_messages`."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bellrock.features.conversations.model import Author, Conversation, Draft, Extras, Message
from bellrock.features.conversations.tables import conversations, conversations_messages
from bellrock.kit.db import AnyRow, prepared
from bellrock.kit.unit import Reader, Unit

_messages = conversations_messages
_INSERT = prepared(
    upsert(_messages)
    .values({column.name: bindparam(column.name) for column in _messages.c})
    .on_conflict_do_nothing()
)
_CHANGED = prepared(
    select(_messages)
    .where(
        _messages.c.conversation_id == bindparam("conversation"), _messages.c.revision > bindparam("after")
    )
    .order_by(_messages.c.seq)
)
_THEIRS = select(_messages).where(
    _messages.c.conversation_id == bindparam("conversation"),
    _messages.c.author_kind == bindparam("author_kind"),
    _messages.c.client_id == bindparam("client_id"),
)
_BY_CLIENT_ID = prepared(_THEIRS)
_BY_AUTHOR_TOO = prepared(_THEIRS.where(_messages.c.author_id == bindparam("author_id")))
_NO_EXTRAS = Extras()
_decode_extras = msgspec.json.Decoder(Extras).decode


def insert_message(
    unit: Unit, conversation: Conversation, draft: Draft, place: tuple[int, int]
) -> Message | None:
    """Store a message at `place` (seq, revision); None when its client id was stored before."""
    message_id = unit.new_id()
    subject = conversation.person_id
    body = unit.seal(subject, _body(message_id), draft.text) if draft.text is not None else None
    extras = None if draft.extras == _NO_EXTRAS else msgspec.json.encode(draft.extras).decode()
    stored = unit.run(
        _INSERT,
        {
            "id": message_id,
            "conversation_id": conversation.id,
            "seq": place[0],
            "revision": place[1],
            "kind": draft.kind,
            "author_kind": draft.author.kind,
            "author_id": draft.author.id,
            "subject_id": subject,
            "body": body,
            "code": draft.code,
            "extras": extras,
            "client_id": draft.client_id,
            "created_at": unit.now,
        },
    )
    if stored.rowcount != 1:
        return None
    return Message(
        id=message_id,
        seq=place[0],
        revision=place[1],
        kind=draft.kind,
        author=draft.author,
        text=draft.text or "",
        code=draft.code,
        client_id=draft.client_id,
        created_at=unit.now,
        extras=draft.extras,
    )


def message_by_client_id(
    reader: Reader, conversation_id: str, author: Author, client_id: str
) -> Message | None:
    """What this author stored under this client id. A thread has one customer, who may have begun it as a
    visitor, under another id.
    """
    place = {"conversation": conversation_id, "author_kind": author.kind, "client_id": client_id}
    if author.kind == "customer":
        row = reader.run(_BY_CLIENT_ID, place).first()
    else:
        row = reader.run(_BY_AUTHOR_TOO, {**place, "author_id": author.id}).first()
    return _message(reader, row) if row is not None else None


def changed_since(reader: Reader, conversation_id: str, after: int) -> list[Message]:
    """Messages whose last change is later than revision `after`, by seq."""
    rows = reader.run(_CHANGED, {"conversation": conversation_id, "after": after})
    return [_message(reader, row) for row in rows]


def had_agent(reader: Reader, conversation_id: str) -> bool:
    found = select(_messages.c.id).where(
        _messages.c.conversation_id == conversation_id,
        _messages.c.author_kind == "agent",
        _messages.c.kind == "message",
    )
    return reader.run(found.limit(1)).first() is not None


def last_words(reader: Reader, message_ids: Sequence[str]) -> dict[str, Message]:
    """The messages of these ids, by id."""
    rows = reader.run(select(_messages).where(_messages.c.id.in_(message_ids)))
    return {row.id: _message(reader, row) for row in rows}


def unread(reader: Reader, conversation_ids: Sequence[str]) -> dict[str, int]:
    """How many messages of the customer no agent has seen, by conversation."""
    found = (
        select(_messages.c.conversation_id, func.count())
        .join(conversations, conversations.c.id == _messages.c.conversation_id)
        .where(
            _messages.c.conversation_id.in_(conversation_ids),
            and_(_messages.c.author_kind == "customer", _messages.c.seq > conversations.c.read_agents),
        )
        .group_by(_messages.c.conversation_id)
    )
    return {row[0]: row[1] for row in reader.run(found)}


def _message(reader: Reader, row: AnyRow) -> Message:
    text = "" if row.body is None else reader.vault.open(row.subject_id, _body(row.id), row.body)
    return Message(
        id=row.id,
        seq=row.seq,
        revision=row.revision,
        kind=row.kind,
        author=Author(row.author_kind, row.author_id),
        text=text,
        code=row.code,
        client_id=row.client_id,
        created_at=row.created_at,
        extras=_decode_extras(row.extras) if row.extras else _NO_EXTRAS,
    )


def _body(message_id: str) -> str:
    return f"conversations_messages.body:{message_id}"
