"""One row for each wait, one for each agent's presence, one for each conversation that a person holds."""

from sqlalchemy import Index, Table, text

from bellrock.kit.db import code_column, id_column, metadata, number_column

_OPEN = text("ended_at is null")

inbox_waits = Table(
    "inbox_waits",
    metadata,
    id_column(),
    id_column("conversation_id"),
    code_column("language"),
    number_column("began_at"),
    number_column("place"),
    number_column("hour"),
    number_column("ended_at", nullable=True),
    id_column("agent_id", nullable=True),
    Index(
        "ix_inbox_waits_open",
        "conversation_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index("ix_inbox_waits_began_at", "ended_at", "began_at"),
    Index("ix_inbox_waits_place", "place", "hour", "ended_at"),
)

inbox_presence = Table(
    "inbox_presence",
    metadata,
    id_column("agent_id", primary_key=True),
    code_column("state"),
    number_column("automatic"),
    number_column("changed_at"),
    number_column("lost_at", nullable=True),
)

inbox_unanswered = Table(
    "inbox_unanswered",
    metadata,
    id_column("conversation_id", primary_key=True),
    number_column("seq"),
    number_column("since_at", nullable=True),
)
