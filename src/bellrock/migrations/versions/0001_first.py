"""The first schema: people, conversations, inbox, knowledge with its full-text index, audit, outbox."""

import sqlalchemy as sa
from alembic import op

from bellrock.features.knowledge.tables import search_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_lines",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_kind", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_lines")),
    )
    with op.batch_alter_table("audit_lines", schema=None) as batch_op:
        batch_op.create_index("ix_audit_lines_subject", ["subject", "id"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("realm", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("person_kind", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("holder_since", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("head_revision", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("last_message_id", sa.String(length=36), nullable=True),
        sa.Column("read_customer", sa.BigInteger(), nullable=False),
        sa.Column("read_agents", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(holder = 'agent') = (agent_id is not null)", name=op.f("ck_conversations_agent")
        ),
        sa.CheckConstraint(
            "(holder = 'nobody') = (closed_at is not null)", name=op.f("ck_conversations_closed")
        ),
        sa.CheckConstraint(
            "holder in ('assistant', 'queue', 'agent', 'nobody')", name=op.f("ck_conversations_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("person_id", "client_id", name=op.f("uq_conversations_person_id_client_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_conversations_reference")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("ix_conversations_agent_id", ["realm", "agent_id", "last_at"], unique=False)
        batch_op.create_index("ix_conversations_holder", ["realm", "holder", "last_at"], unique=False)
        batch_op.create_index("ix_conversations_person_id", ["person_id", "created_at"], unique=False)

    op.create_table(
        "inbox_presence",
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("automatic", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("lost_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_inbox_presence")),
    )
    op.create_table(
        "inbox_unanswered",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_inbox_unanswered")),
    )
    op.create_table(
        "inbox_waits",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_waits")),
    )
    with op.batch_alter_table("inbox_waits", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_waits_began_at", ["ended_at", "began_at"], unique=False)
        batch_op.create_index(
            "ix_inbox_waits_open",
            ["conversation_id"],
            unique=True,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )
        batch_op.create_index("ix_inbox_waits_place", ["place", "hour", "ended_at"], unique=False)

    op.create_table(
        "knowledge_articles",
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("keeper", sa.String(length=64), nullable=False),
        sa.Column("review", sa.String(length=64), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("starter", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("topic", "language", name=op.f("pk_knowledge_articles")),
    )
    with op.batch_alter_table("knowledge_articles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knowledge_articles_category"), ["category"], unique=False)

    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reaction", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("run_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_state", ["state", "run_at"], unique=False)

    op.create_table(
        "people_agents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("suspended_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_agents")),
        sa.UniqueConstraint("login", name=op.f("uq_people_agents_login")),
    )
    op.create_table(
        "people_customers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_customers")),
        sa.UniqueConstraint("external_id", name=op.f("uq_people_customers_external_id")),
    )
    op.create_table(
        "people_exchanged_tokens",
        sa.Column("jti", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_people_exchanged_tokens")),
    )
    op.create_table(
        "people_sessions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_sessions")),
        sa.UniqueConstraint("token", name=op.f("uq_people_sessions_token")),
    )
    with op.batch_alter_table("people_sessions", schema=None) as batch_op:
        batch_op.create_index("ix_people_sessions_person_id", ["person_id"], unique=False)

    op.create_table(
        "people_visitors",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_visitors")),
    )
    op.create_table(
        "conversations_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("author_kind", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("extras", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind in ('message', 'note', 'notice')", name=op.f("ck_conversations_messages_kind")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversations_messages_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations_messages")),
        sa.UniqueConstraint(
            "conversation_id",
            "author_kind",
            "author_id",
            "client_id",
            name=op.f("uq_conversations_messages_conversation_id_author_kind_author_id_client_id"),
        ),
        sa.UniqueConstraint(
            "conversation_id", "seq", name=op.f("uq_conversations_messages_conversation_id_seq")
        ),
    )
    with op.batch_alter_table("conversations_messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_conversations_messages_revision", ["conversation_id", "revision"], unique=False
        )

    op.create_table(
        "people_aliases",
        sa.Column("visitor_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["people_customers.id"], name=op.f("fk_people_aliases_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["people_visitors.id"], name=op.f("fk_people_aliases_visitor_id")
        ),
        sa.UniqueConstraint("visitor_id", name=op.f("uq_people_aliases_visitor_id")),
    )
    with op.batch_alter_table("people_aliases", schema=None) as batch_op:
        batch_op.create_index("ix_people_aliases_customer_id", ["customer_id"], unique=False)

    for statement in search_ddl(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE knowledge_vocabulary")
    op.execute("DROP TABLE knowledge_search")
    with op.batch_alter_table("people_aliases", schema=None) as batch_op:
        batch_op.drop_index("ix_people_aliases_customer_id")

    op.drop_table("people_aliases")
    with op.batch_alter_table("conversations_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_conversations_messages_revision")

    op.drop_table("conversations_messages")
    op.drop_table("people_visitors")
    with op.batch_alter_table("people_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_people_sessions_person_id")

    op.drop_table("people_sessions")
    op.drop_table("people_exchanged_tokens")
    op.drop_table("people_customers")
    op.drop_table("people_agents")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_state")

    op.drop_table("outbox")
    with op.batch_alter_table("knowledge_articles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_knowledge_articles_category"))

    op.drop_table("knowledge_articles")
    with op.batch_alter_table("inbox_waits", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_waits_place")
        batch_op.drop_index(
            "ix_inbox_waits_open",
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )
        batch_op.drop_index("ix_inbox_waits_began_at")

    op.drop_table("inbox_waits")
    op.drop_table("inbox_unanswered")
    op.drop_table("inbox_presence")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_index("ix_conversations_person_id")
        batch_op.drop_index("ix_conversations_holder")
        batch_op.drop_index("ix_conversations_agent_id")

    op.drop_table("conversations")
    with op.batch_alter_table("audit_lines", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_lines_subject")

    op.drop_table("audit_lines")
