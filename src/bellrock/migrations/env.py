"""How alembic runs a step: on the connection that bellrock.migrations.migrate hands over."""

from alembic import context

from bellrock.features.audit import tables as _audit
from bellrock.features.conversations import tables as _conversations
from bellrock.features.inbox import tables as _inbox
from bellrock.features.knowledge import tables as _knowledge
from bellrock.features.people import tables as _people
from bellrock.kit.db import metadata
from bellrock.kit.outbox import tables as _outbox

TABLES = (_audit, _conversations, _inbox, _knowledge, _outbox, _people)

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
