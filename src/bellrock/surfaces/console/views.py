"""The console's queries: one read for one answer, through the agents' doors."""

from msgspec import Struct

from bellrock.features.brand.model import Brand
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Row
from bellrock.features.inbox import actions as inbox
from bellrock.features.knowledge import actions as knowledge
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent
from bellrock.kit.unit import Reader
from bellrock.surfaces.console.shapes import (
    ArticleShape,
    ColleagueShape,
    CountsShape,
    MeShape,
    RowShape,
    SessionShape,
    article_shape,
    colleague_shape,
    me_shape,
    row_shape,
    session_shape,
)
from bellrock.surfaces.http import threads
from bellrock.surfaces.http.shapes import ChangesShape, HeadShape, SnapshotShape

ARTICLES = 6


class PageShape(Struct, frozen=True):
    rows: list[RowShape]
    counts: CountsShape
    next: str | None


def me(reader: Reader, agent: Agent) -> MeShape:
    return me_shape(agent, inbox.presence_of(reader, agent))


def sessions(reader: Reader, agent: Agent, current: str) -> list[SessionShape]:
    return [session_shape(one, current) for one in people.live_sessions(reader, agent.id)]


def colleagues(reader: Reader, agent: Agent) -> list[ColleagueShape]:
    return [colleague_shape(one) for one in inbox.colleagues(reader, agent)]


def page(reader: Reader, agent: Agent, view: str, before: str | None) -> PageShape:
    found = conversations.page_for_agent(reader, agent, view, before)
    return PageShape(_row_shapes(reader, list(found.rows)), counts(reader, agent), found.next)


def counts(reader: Reader, agent: Agent) -> CountsShape:
    return CountsShape(**conversations.counts_for_agent(reader, agent))


def rows(reader: Reader, agent: Agent, conversation_ids: list[str]) -> list[RowShape]:
    return _row_shapes(reader, conversations.rows_for_agent(reader, agent, conversation_ids))


def head_of(reader: Reader, agent: Agent, conversation_id: str) -> HeadShape:
    doorway = conversations.conversation_for_agent(reader, agent, conversation_id)
    return threads.head(reader, doorway.conversation)


def snapshot(reader: Reader, agent: Agent, conversation_id: str, after: int = -1) -> SnapshotShape:
    """The whole thread with its notes, or with `after` only what changed since."""
    thread = conversations.thread_for_agent(reader, agent, conversation_id, after)
    return threads.snapshot(reader, thread)


def changes(reader: Reader, agent: Agent, conversation_id: str, after: int) -> ChangesShape | None:
    thread = conversations.thread_for_agent(reader, agent, conversation_id, after)
    return threads.changes(reader, thread, after)


def articles(reader: Reader, brand: Brand, query: str, language: str) -> list[ArticleShape]:
    hits = knowledge.search(reader, brand, query, language, ARTICLES)
    return [article_shape(hit.article) for hit in hits]


def _row_shapes(reader: Reader, found: list[Row]) -> list[RowShape]:
    times = inbox.waiting_times(reader, [row.conversation.id for row in found])
    return [row_shape(row, times) for row in found]
