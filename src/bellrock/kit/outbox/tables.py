"""One row for each reaction that is still to run; a finished one is deleted by the unit that did its work."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from bellrock.kit.db import SERIAL, code_column, metadata, number_column, text_column

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    code_column("reaction"),
    code_column("event"),
    text_column("data"),
    code_column("state"),
    number_column("run_at"),
    number_column("lease_until"),
    number_column("attempts"),
    code_column("error", nullable=True),
    number_column("created_at"),
    UniqueConstraint("key"),
    Index("ix_outbox_state", "state", "run_at"),
)
