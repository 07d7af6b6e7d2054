"""People and their sessions. A token is never stored, only its hash; a password only as argon2id."""

from sqlalchemy import Index, Table, UniqueConstraint

from bellrock.kit.db import (
    code_column,
    id_column,
    metadata,
    number_column,
    ref_column,
    sealed_column,
    text_column,
)

people_visitors = Table(
    "people_visitors",
    metadata,
    id_column(),
    code_column("language"),
    number_column("created_at"),
)

people_customers = Table(
    "people_customers",
    metadata,
    id_column(),
    text_column("external_id"),
    sealed_column("name", nullable=True),
    code_column("language"),
    number_column("created_at"),
    UniqueConstraint("external_id"),
)

people_aliases = Table(
    "people_aliases",
    metadata,
    ref_column("visitor_id", "people_visitors.id"),
    ref_column("customer_id", "people_customers.id"),
    number_column("created_at"),
    UniqueConstraint("visitor_id"),
    Index("ix_people_aliases_customer_id", "customer_id"),
)

people_agents = Table(
    "people_agents",
    metadata,
    id_column(),
    code_column("login"),
    text_column("name"),
    text_column("password"),
    code_column("role"),
    code_column("language"),
    text_column("languages"),
    number_column("capacity"),
    number_column("suspended_at", nullable=True),
    number_column("created_at"),
    UniqueConstraint("login"),
)

people_sessions = Table(
    "people_sessions",
    metadata,
    id_column(),
    code_column("token"),
    code_column("kind"),
    id_column("person_id"),
    text_column("device"),
    number_column("created_at"),
    number_column("expires_at"),
    number_column("ended_at", nullable=True),
    UniqueConstraint("token"),
    Index("ix_people_sessions_person_id", "person_id"),
)

people_exchanged_tokens = Table(
    "people_exchanged_tokens",
    metadata,
    code_column("jti", primary_key=True),
    number_column("expires_at"),
)
