"""Who may write now: decided by the holder, the author and the kind of message alone."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.conversations.errors import Closed, NotHolder
from bellrock.features.conversations.model import (
    ASSISTANT,
    DESK,
    Author,
    Conversation,
    Holder,
    MessageKind,
    may_post,
    next_holder_on_reopen,
)
from bellrock.kit.errors import Refusal

BEGUN = Conversation(
    id="c",
    reference="0000-0000",
    realm="live",
    channel="web",
    language="en",
    person_kind="visitor",
    person_id="v",
    holder="assistant",
    agent_id=None,
    holder_since=0,
    revision=1,
    head_revision=0,
    last_seq=1,
    last_at=0,
    last_message_id=None,
    read_customer=0,
    read_agents=0,
    delivered=0,
    created_at=0,
    closed_at=None,
)
CUSTOMER, ANN, BEN = Author("customer", "v"), Author("agent", "ann"), Author("agent", "ben")
AUTHORS = [CUSTOMER, ASSISTANT, ANN, BEN, DESK]


def held(holder: Holder) -> Conversation:
    """A conversation of this holder; where it is an agent, Ann."""
    return replace(
        BEGUN,
        holder=holder,
        agent_id="ann" if holder == "agent" else None,
        closed_at=1 if holder == "nobody" else None,
    )


def refusal(conversation: Conversation, author: Author, kind: MessageKind) -> type[Refusal] | None:
    try:
        may_post(conversation, author, kind)
    except Refusal as refused:
        return type(refused)
    return None


SPEAKS: dict[Holder, list[Author]] = {
    "assistant": [CUSTOMER, ASSISTANT],
    "queue": [CUSTOMER],
    "agent": [CUSTOMER, ANN],
    "nobody": [],
}


@pytest.mark.parametrize("holder", get_args(Holder))
@pytest.mark.parametrize("author", AUTHORS)
def test_only_the_customer_and_the_holder_speak(holder: Holder, author: Author) -> None:
    refused = refusal(held(holder), author, "message")
    if author in SPEAKS[holder]:
        assert refused is None
    else:
        assert refused is (Closed if holder == "nobody" else NotHolder)


@given(st.sampled_from(get_args(Holder)), st.sampled_from(AUTHORS))
def test_agents_always_may_leave_a_note_and_nobody_else_ever(holder: Holder, author: Author) -> None:
    assert (refusal(held(holder), author, "note") is None) == (author.kind == "agent")


@pytest.mark.parametrize("holder", get_args(Holder))
def test_notices_are_not_posted(holder: Holder) -> None:
    for author in AUTHORS:
        assert refusal(held(holder), author, "notice") is not None


def test_the_refusal_says_who_may_speak() -> None:
    with pytest.raises(NotHolder) as refused:
        may_post(held("queue"), ANN, "message")
    assert refused.value.fields == {"holder": "queue"}


def test_a_thread_that_people_answered_goes_back_to_people() -> None:
    assert next_holder_on_reopen(had_agent=True) == "queue"
    assert next_holder_on_reopen(had_agent=False) == "assistant"
