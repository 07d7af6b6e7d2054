"""Rows of `conversations`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bellrock.features.conversations.model import Conversation, View
from bellrock.features.conversations.tables import conversations
from bellrock.kit.db import AnyRow, prepared
from bellrock.kit.unit import Reader, Unit

_HEAD = [column for column in conversations.c if column.name != "client_id"]
_ONE = select(*_HEAD).where(conversations.c.id == bindparam("id"))
_BY_ID = prepared(_ONE)
_LOCK = prepared(_ONE.with_for_update())
_CHANGING = (
    "holder",
    "agent_id",
    "holder_since",
    "revision",
    "head_revision",
    "last_seq",
    "last_at",
    "last_message_id",
    "read_customer",
    "read_agents",
    "delivered",
    "closed_at",
)
_SAVE = prepared(
    update(conversations)
    .where(conversations.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_INSERT = prepared(
    upsert(conversations)
    .values({column.name: bindparam(column.name) for column in conversations.c})
    .on_conflict_do_nothing()
)


def insert(unit: Unit, conversation: Conversation, client_id: str) -> bool:
    """False when the reference is taken or this client id has opened a conversation already."""
    return unit.run(_INSERT, {**_values(conversation), "client_id": client_id}).rowcount == 1


def save(unit: Unit, conversation: Conversation) -> None:
    values = {f"new_{name}": getattr(conversation, name) for name in _CHANGING}
    unit.run(_SAVE, {**values, "row": conversation.id})


def conversation(reader: Reader, conversation_id: str) -> Conversation | None:
    row = reader.run(_BY_ID, {"id": conversation_id}).first()
    return _head(row) if row is not None else None


def lock(unit: Unit, conversation_id: str) -> Conversation | None:
    """The conversation, locked until the unit ends."""
    row = unit.run(_LOCK, {"id": conversation_id}).first()
    return _head(row) if row is not None else None


def by_reference(reader: Reader, reference: str) -> Conversation | None:
    row = reader.run(select(*_HEAD).where(conversations.c.reference == reference)).first()
    return _head(row) if row is not None else None


def find_opened(reader: Reader, person_ids: Sequence[str], client_id: str) -> Conversation | None:
    found = select(*_HEAD).where(
        conversations.c.person_id.in_(person_ids), conversations.c.client_id == client_id
    )
    row = reader.run(found.order_by(conversations.c.id)).first()
    return _head(row) if row is not None else None


def of_persons(reader: Reader, person_ids: Sequence[str], limit: int) -> list[Conversation]:
    found = (
        select(*_HEAD)
        .where(conversations.c.person_id.in_(person_ids))
        .order_by(conversations.c.last_at.desc(), conversations.c.id.desc())
        .limit(limit)
    )
    return [_head(row) for row in reader.run(found)]


def several(reader: Reader, ids: Sequence[str]) -> list[Conversation]:
    return [_head(row) for row in reader.run(select(*_HEAD).where(conversations.c.id.in_(ids)))]


def page(
    reader: Reader, view: View, agent_id: str, before: tuple[int, str] | None, limit: int
) -> list[Conversation]:
    """Rows of a view: the queue by who waits longest, the others by the latest word."""
    order = conversations.c.holder_since if view == "queue" else conversations.c.last_at
    found: Select[Any] = select(*_HEAD).where(_in_view(view, agent_id))
    place = tuple_(order, conversations.c.id)
    if view == "queue":
        if before:
            found = found.where(place > before)
        found = found.order_by(order, conversations.c.id)
    else:
        if before:
            found = found.where(place < before)
        found = found.order_by(order.desc(), conversations.c.id.desc())
    return [_head(row) for row in reader.run(found.limit(limit))]


def counts(reader: Reader, agent_id: str) -> dict[str, int]:
    """How many conversations wait, are this agent's, and are held by colleagues."""
    found = (
        select(conversations.c.holder, conversations.c.agent_id == agent_id, func.count())
        .where(conversations.c.realm == "live", conversations.c.holder.in_(("queue", "agent")))
        .group_by(conversations.c.holder, conversations.c.agent_id == agent_id)
    )
    totals = {"queue": 0, "mine": 0, "others": 0}
    for holder, is_mine, number in reader.run(found):
        totals["queue" if holder == "queue" else "mine" if is_mine else "others"] += number
    return totals


def count_held(reader: Reader, agent_id: str) -> int:
    found = select(func.count()).where(conversations.c.realm == "live", conversations.c.agent_id == agent_id)
    return int(reader.run(found).scalar_one())


def load_by_agent(reader: Reader) -> dict[str, tuple[int, int]]:
    """For each agent who holds any: how many, and since when the newest (epoch ms)."""
    found = (
        select(conversations.c.agent_id, func.count(), func.max(conversations.c.holder_since))
        .where(conversations.c.realm == "live", conversations.c.agent_id.is_not(None))
        .group_by(conversations.c.agent_id)
    )
    return {agent: (number, since) for agent, number, since in reader.run(found)}


def _in_view(view: View, agent_id: str) -> Any:
    live = conversations.c.realm == "live"
    if view == "mine":
        return and_(live, conversations.c.agent_id == agent_id)
    if view == "others":
        return and_(live, conversations.c.holder == "agent", conversations.c.agent_id != agent_id)
    return and_(live, conversations.c.holder == ("queue" if view == "queue" else "nobody"))


def _values(conversation: Conversation) -> dict[str, Any]:
    return {column.name: getattr(conversation, column.name) for column in _HEAD}


def _head(row: AnyRow) -> Conversation:
    return Conversation(*row)
