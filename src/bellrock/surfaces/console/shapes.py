"""What agents see beside the threads themselves: themselves, their colleagues, their lists, articles."""

from typing import Literal

from msgspec import Struct

from bellrock.features.conversations.model import Row
from bellrock.features.inbox.actions import Times
from bellrock.features.inbox.model import Colleague, Presence, PresenceState
from bellrock.features.knowledge.model import Article
from bellrock.features.people.model import Agent, Session, permissions_of
from bellrock.surfaces.http.shapes import AgentShape


class PresenceShape(Struct, frozen=True):
    state: PresenceState
    automatic: bool


class MeShape(Struct, frozen=True):
    id: str
    login: str
    name: str
    role: str
    language: str
    languages: list[str]
    capacity: int
    permissions: list[str]
    presence: PresenceShape


class SessionShape(Struct, frozen=True):
    id: str
    created_at: int
    expires_at: int
    device: str
    current: bool


class ColleagueShape(Struct, frozen=True):
    id: str
    name: str
    languages: list[str]
    presence: PresenceShape
    open: int
    capacity: int


class PersonRow(Struct, frozen=True):
    kind: Literal["visitor", "customer"]
    name: str | None


class RowShape(Struct, frozen=True):
    id: str
    reference: str
    person: PersonRow
    language: str
    holder: Literal["assistant", "queue", "agent", "nobody"]
    agent: AgentShape | None
    state: Literal["open", "closed"]
    preview: str
    last_author: str | None
    last_at: int
    entered_at: int | None
    waiting_since: int | None
    unread: int
    revision: int


class CountsShape(Struct, frozen=True):
    """How many conversations each list of open ones holds."""

    queue: int
    mine: int
    others: int


class ArticleShape(Struct, frozen=True):
    topic: str
    language: str
    title: str
    answer: str
    steps: list[str]
    warnings: list[str]
    url: str


def presence_shape(presence: Presence) -> PresenceShape:
    return PresenceShape(presence.state, presence.automatic)


def me_shape(agent: Agent, presence: Presence) -> MeShape:
    return MeShape(
        id=agent.id,
        login=agent.login,
        name=agent.name,
        role=agent.role,
        language=agent.language,
        languages=list(agent.languages),
        capacity=agent.capacity,
        permissions=sorted(permissions_of(agent)),
        presence=presence_shape(presence),
    )


def session_shape(session: Session, current: str) -> SessionShape:
    return SessionShape(
        session.id, session.created_at, session.expires_at, session.device, session.id == current
    )


def colleague_shape(one: Colleague) -> ColleagueShape:
    return ColleagueShape(
        one.agent_id, one.name, list(one.languages), presence_shape(one.presence), one.held, one.capacity
    )


def row_shape(row: Row, times: Times) -> RowShape:
    head = row.conversation
    return RowShape(
        id=head.id,
        reference=head.reference,
        person=PersonRow("customer" if head.person_kind == "customer" else "visitor", row.person_name),
        language=head.language,
        holder=head.holder,
        agent=AgentShape(head.agent_id, row.agent_name) if head.agent_id else None,
        state="closed" if head.is_closed else "open",
        preview=row.preview,
        last_author=row.last_author,
        last_at=head.last_at,
        entered_at=times.entered.get(head.id),
        waiting_since=times.unanswered.get(head.id),
        unread=row.unread,
        revision=head.revision,
    )


def article_shape(article: Article) -> ArticleShape:
    return ArticleShape(
        topic=article.topic,
        language=article.language,
        title=article.title,
        answer=article.answer,
        steps=list(article.steps),
        warnings=list(article.warnings),
        url=article.url,
    )
