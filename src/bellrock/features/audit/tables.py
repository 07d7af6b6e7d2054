"""Rows are only ever added. They hold ids, codes and counts."""

from sqlalchemy import Column, Index, Table

from bellrock.kit.db import SERIAL, code_column, metadata, number_column, text_column

audit_lines = Table(
    "audit_lines",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    number_column("at"),
    code_column("actor_kind"),
    code_column("actor_id", nullable=True),
    code_column("action"),
    code_column("subject", nullable=True),
    text_column("details", nullable=True),
    Index("ix_audit_lines_subject", "subject", "id"),
)
