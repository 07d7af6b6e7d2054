"""post_message: the single entry for customer, assistant, agent and every channel."""

from dataclasses import dataclass, replace

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.conversations import store
from bellrock.features.conversations.actions.writing import Writing
from bellrock.features.conversations.events import MessagePosted
from bellrock.features.conversations.model import (
    NOTHING,
    Author,
    Conversation,
    Draft,
    Extras,
    Message,
    MessageKind,
    check_client_id,
    check_text,
    may_post,
)
from bellrock.features.safety.actions import screen
from bellrock.kit.unit import Unit


@dataclass(frozen=True, slots=True)
class Posting:
    """Who writes what, where.

    `client_id` makes it safe to send twice: the second time returns the first result.
    """

    conversation_id: str
    author: Author
    text: str
    client_id: str
    kind: MessageKind = "message"
    extras: Extras = NOTHING


@dataclass(frozen=True, slots=True)
class Posted:
    """The stored message, and whether this call stored it or an earlier one had."""

    message: Message
    is_new: bool


def post_message(unit: Unit, posting: Posting) -> Posted:
    """May this author post -> screened -> sealed and stored -> audit -> MessagePosted. Raises a Refusal.

    The caller has come through a door: that this author may see the conversation is not asked again.
    """
    client_id = check_client_id(posting.client_id)
    text = check_text(posting.text)
    writing = Writing(unit, posting.conversation_id)
    before = writing.conversation
    earlier = store.message_by_client_id(unit, before.id, posting.author, client_id)
    if earlier is not None:
        named = replace(earlier.author, name=posting.author.name)
        return Posted(replace(earlier, author=named), is_new=False)
    may_post(before, posting.author, posting.kind)
    message = _add(writing, posting, text, client_id)
    writing.save()
    _tell(unit, before, message)
    return Posted(message, is_new=True)


def post_notice(unit: Unit, conversation_id: str, code: str) -> None:
    """Say something as the desk, who may always speak: a code, put into words for each viewer."""
    writing = Writing(unit, conversation_id)
    writing.notice(code)
    writing.save()


def _add(writing: Writing, posting: Posting, text: str, client_id: str) -> Message:
    screened = screen(text)
    kinds = tuple(sorted({finding.kind for finding in screened.findings}))
    extras = posting.extras
    if kinds:
        extras = Extras(extras.citations, extras.choices, kinds, extras.fields)
    draft = Draft(
        kind=posting.kind,
        author=posting.author,
        text=screened.text,
        client_id=client_id,
        extras=extras,
    )
    message = writing.add(draft)
    if message is None:
        raise AssertionError("a message with this client id appeared under the conversation's lock")
    if kinds and posting.kind == "message":
        writing.notice("masked", kinds=list(kinds))
    return message


def _tell(unit: Unit, before: Conversation, message: Message) -> None:
    author = message.author
    details: dict[str, str | int | bool | None] = {"seq": message.seq, "kind": message.kind}
    if message.extras.masked:
        details["masked"] = ",".join(message.extras.masked)
    record(unit, Line(author.kind, author.id or None, "conversations.posted", before.id, details))
    unit.emit(
        MessagePosted(
            conversation_id=before.id,
            message_id=message.id,
            seq=message.seq,
            author_kind=author.kind,
            kind=message.kind,
            holder=before.holder,
            posted_at=message.created_at,
        )
    )
