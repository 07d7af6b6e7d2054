"""SQL of the inbox."""

from collections.abc import Collection

from sqlalchemy import bindparam, case, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from bellrock.features.inbox.model import MOST_WAITS, Presence, hour_of_day
from bellrock.features.inbox.tables import inbox_presence, inbox_unanswered, inbox_waits
from bellrock.kit.db import AnyRow, prepared
from bellrock.kit.unit import Reader, Unit

_OPEN = inbox_waits.c.ended_at.is_(None)
_UNANSWERED = insert(inbox_unanswered).values(
    conversation_id=bindparam("conversation"), seq=bindparam("place"), since_at=bindparam("since")
)
_NOTE_UNANSWERED = prepared(
    _UNANSWERED.on_conflict_do_update(
        index_elements=["conversation_id"],
        set_={
            "seq": _UNANSWERED.excluded.seq,
            "since_at": case(
                (_UNANSWERED.excluded.since_at.is_(None), None),
                else_=func.coalesce(inbox_unanswered.c.since_at, _UNANSWERED.excluded.since_at),
            ),
        },
        where=inbox_unanswered.c.seq < _UNANSWERED.excluded.seq,
    )
)


_FORGET_UNANSWERED = prepared(
    delete(inbox_unanswered).where(inbox_unanswered.c.conversation_id == bindparam("conversation"))
)
_WAIT_OF = prepared(
    select(inbox_waits.c.began_at, inbox_waits.c.id).where(
        _OPEN, inbox_waits.c.conversation_id == bindparam("conversation")
    )
)


def begin_wait(unit: Unit, conversation_id: str, language: str) -> bool:
    """Put a conversation at the end of the queue; False when it waits already."""
    place = 1 + unit.run(select(func.count()).where(_OPEN)).scalar_one()
    began = unit.run(
        insert(inbox_waits)
        .values(
            id=unit.new_id(),
            conversation_id=conversation_id,
            language=language,
            began_at=unit.now,
            place=place,
            hour=hour_of_day(unit.now),
        )
        .on_conflict_do_nothing()
    )
    return began.rowcount == 1


def end_wait(unit: Unit, conversation_id: str, agent_id: str | None) -> int | None:
    """Take a conversation out of the queue; with an agent it counts as a wait that was served.

    When the wait began, or None when there was none.
    """
    began: int | None = unit.run(
        update(inbox_waits)
        .where(_OPEN, inbox_waits.c.conversation_id == conversation_id)
        .values(ended_at=unit.now, agent_id=agent_id)
        .returning(inbox_waits.c.began_at)
    ).scalar()
    return began


def next_waiting(reader: Reader, languages: Collection[str], limit: int) -> list[tuple[str, str]]:
    """(conversation, language) of those who wait longest in one of these languages."""
    found = select(inbox_waits.c.conversation_id, inbox_waits.c.language).where(
        _OPEN, inbox_waits.c.language.in_(languages)
    )
    ordered = found.order_by(inbox_waits.c.began_at, inbox_waits.c.id).limit(limit)
    return [(row.conversation_id, row.language) for row in reader.run(ordered)]


def place_of(reader: Reader, conversation_id: str) -> int | None:
    """1 for who is next; None when it does not wait."""
    mine = reader.run(_WAIT_OF, {"conversation": conversation_id}).first()
    if mine is None:
        return None
    ahead = select(func.count()).where(
        _OPEN, tuple_(inbox_waits.c.began_at, inbox_waits.c.id) < (mine.began_at, mine.id)
    )
    return 1 + int(reader.run(ahead).scalar_one())


def served_waits(reader: Reader, place: int, hour: int) -> list[int]:
    """The latest 50 waits (ms) that began at this place in this hour of the day and ended with an agent."""
    found = (
        select(inbox_waits.c.ended_at - inbox_waits.c.began_at)
        .where(
            inbox_waits.c.place == place,
            inbox_waits.c.hour == hour,
            inbox_waits.c.ended_at.is_not(None),
            inbox_waits.c.agent_id.is_not(None),
        )
        .order_by(inbox_waits.c.ended_at.desc())
        .limit(MOST_WAITS)
    )
    return list(reader.run(found).scalars())


def began_at(reader: Reader, conversation_ids: Collection[str]) -> dict[str, int]:
    found = select(inbox_waits.c.conversation_id, inbox_waits.c.began_at).where(
        _OPEN, inbox_waits.c.conversation_id.in_(conversation_ids)
    )
    return {row[0]: row[1] for row in reader.run(found)}


def note_unanswered(unit: Unit, conversation_id: str, seq: int, since: int | None) -> None:
    """The customer waits since `since` (an earlier time stays), or no more (None); an older `seq` changes
    nothing.
    """
    unit.run(_NOTE_UNANSWERED, {"conversation": conversation_id, "place": seq, "since": since})


def forget_unanswered(unit: Unit, conversation_id: str) -> None:
    unit.run(_FORGET_UNANSWERED, {"conversation": conversation_id})


def unanswered_since(reader: Reader, conversation_ids: Collection[str]) -> dict[str, int]:
    found = select(inbox_unanswered.c.conversation_id, inbox_unanswered.c.since_at).where(
        inbox_unanswered.c.conversation_id.in_(conversation_ids),
        inbox_unanswered.c.since_at.is_not(None),
    )
    return {row[0]: row[1] for row in reader.run(found)}


def set_presence(unit: Unit, presence: Presence) -> None:
    values = {
        "state": presence.state,
        "automatic": int(presence.automatic),
        "changed_at": unit.now,
        "lost_at": None,
    }
    unit.run(
        insert(inbox_presence)
        .values(agent_id=presence.agent_id, **values)
        .on_conflict_do_update(index_elements=["agent_id"], set_=values)
    )


def set_lost(unit: Unit, agent_id: str, lost_at: int | None) -> None:
    unit.run(
        update(inbox_presence)
        .where(inbox_presence.c.agent_id == agent_id, inbox_presence.c.state != "offline")
        .values(lost_at=lost_at)
    )


def go_offline(unit: Unit, agent_id: str, lost_at: int) -> None:
    """Offline, if the agent has not come back since `lost_at`."""
    unit.run(
        update(inbox_presence)
        .where(inbox_presence.c.agent_id == agent_id, inbox_presence.c.lost_at == lost_at)
        .values(state="offline", changed_at=unit.now, lost_at=None)
    )


def present(reader: Reader) -> list[str]:
    """Agents who are online or away and whose sockets were not known to be lost."""
    found = select(inbox_presence.c.agent_id).where(
        inbox_presence.c.state != "offline", inbox_presence.c.lost_at.is_(None)
    )
    return list(reader.run(found).scalars())


def presences(reader: Reader) -> dict[str, Presence]:
    return {row.agent_id: _presence(row) for row in reader.run(select(inbox_presence))}


def presence_of(reader: Reader, agent_id: str) -> Presence | None:
    row = reader.run(select(inbox_presence).where(inbox_presence.c.agent_id == agent_id)).first()
    return _presence(row) if row is not None else None


def _presence(row: AnyRow) -> Presence:
    return Presence(row.agent_id, row.state, bool(row.automatic))
