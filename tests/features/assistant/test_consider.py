"""What a customer hears of the assistant, from the message to the answer, over the starter articles."""

import json
from collections.abc import Sequence

import pytest

from bellrock.features.assistant.jobs import consider
from bellrock.features.assistant.model import Clarify, Facts, Found, decide
from bellrock.features.audit import actions as audit
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Opening
from bellrock.features.conversations.events import MessagePosted
from bellrock.features.conversations.model import Conversation, Message
from bellrock.features.inbox import actions as inbox
from bellrock.features.knowledge import actions as knowledge
from bellrock.kit.unit import Unit
from bellrock.wiring import House
from tests.houses import settle
from tests.people import Visit, agent, as_agent, fresh, opened, say, visitor

pytestmark = pytest.mark.anyio


async def asked(house: House, guest: Visit, text: str, language: str = "en") -> Conversation:
    opening = Opening(guest.person, language, text, fresh())
    begun = await house.desk.write(conversations.open_conversation, opening)
    await settle(house)
    return begun


async def again(house: House, guest: Visit, where: Conversation, text: str) -> None:
    await say(house, where, guest.author, text)
    await settle(house)


async def messages(house: House, guest: Visit, where: Conversation) -> Sequence[Message]:
    return (await house.desk.read(conversations.thread_for_person, guest.person, where.id)).messages


async def holder(house: House, where: Conversation) -> str:
    head = await house.desk.read(conversations.conversation_for_desk, where.id)
    assert head is not None
    return head.holder


async def words(house: House, guest: Visit, where: Conversation) -> list[str]:
    """What the assistant said."""
    thread = await messages(house, guest, where)
    return [message.text for message in thread if message.author.kind == "assistant"]


def clear_question(house: House, language: str) -> str:
    """A title of an article: it surely fits that article and no other."""
    articles = knowledge.read_starter(house.brand_folder / "knowledge", house.brand)
    return next(
        one.title for one in articles if one.language == language and one.topic == "deposit.wrong-network"
    )


async def vague_questions(house: House, number: int) -> list[str]:
    """Questions as customers wrote them, near to three topics and clear in none."""
    lines = (house.brand_folder / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    found: list[str] = []
    for text in (row["text"] for row in map(json.loads, lines) if row["lang"] == "en"):
        hits = await house.desk.read(knowledge.search, house.brand, text, "en", 5)
        near = tuple(Found(hit.article, hit.score) for hit in hits)
        decision = decide(Facts("message", text, "en", near, misses=0))
        if isinstance(decision, Clarify) and len(decision.choices) == 3:
            found.append(text)
        if len(found) == number:
            return found
    raise AssertionError("hardly any question is vague")


@pytest.mark.parametrize("text", ["转人工", "talk to a person", "我要找真人客服", "搵真人"])
async def test_whoever_asks_for_a_person_is_in_the_queue_at_once(house: House, text: str) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, text)
    assert await holder(house, begun) == "queue"
    assert await house.desk.read(inbox.place_of, begun.id) is not None
    assert await words(house, guest, begun) == []
    trail = await house.desk.read(audit.trail, begun.id)
    handed = next(one.line for one in trail if one.line.action == "conversations.handed_over")
    assert (handed.actor_kind, handed.details) == ("assistant", {"reason": "asked"})


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
async def test_a_clear_question_is_answered_by_its_article_which_is_cited(
    house: House, language: str
) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, clear_question(house, language), language)
    article = await house.desk.read(knowledge.article, house.brand, "deposit.wrong-network", language)
    assert article is not None
    answer = (await messages(house, guest, begun))[-1]
    assert answer.author.kind == "assistant"
    assert answer.text.startswith(article.answer)
    for number, step in enumerate(article.steps, 1):
        assert f"{number}. {step}" in answer.text
    for warning in article.warnings:
        assert warning in answer.text
    assert [(one.topic, one.language, one.title) for one in answer.extras.citations] == [
        (article.topic, language, article.title)
    ]
    assert "{{" not in answer.text, "a variable of the brand was left open"
    assert await holder(house, begun) == "assistant"


@pytest.mark.parametrize(
    ("text", "stored", "spoken"),
    [
        ("Hello there team", "zh-CN", "en"),
        ("你好", "en", "zh-CN"),
        ("你好", "zh-TW", "zh-TW"),
        ("hi", "en", "en"),
    ],
)
async def test_it_answers_in_the_language_it_was_spoken_to(
    house: House, text: str, stored: str, spoken: str
) -> None:
    guest = await visitor(house, stored)
    begun = await asked(house, guest, text.replace(" team", ""), stored)
    expected = house.brand.text(spoken, "desk.greeting", brand=house.brand.name(spoken))
    assert await words(house, guest, begun) == [expected]


async def test_a_vague_question_is_met_with_topics_and_one_of_them_chosen_by_name(house: House) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, (await vague_questions(house, 1))[0])
    offer = (await messages(house, guest, begun))[-1]
    assert offer.text == house.brand.text("en", "desk.clarify")
    assert len(offer.extras.choices) == 3
    assert offer.extras.citations == ()
    chosen = offer.extras.choices[1]
    await again(house, guest, begun, f"  {chosen.title.upper()} ")
    answer = (await messages(house, guest, begun))[-1]
    assert [one.topic for one in answer.extras.citations] == [chosen.topic]
    assert await holder(house, begun) == "assistant"


async def test_after_two_offers_in_vain_a_person_is_called(house: House) -> None:
    guest = await visitor(house)
    first, second, third = await vague_questions(house, 3)
    begun = await asked(house, guest, first)
    await again(house, guest, begun, second)
    assert await holder(house, begun) == "assistant"
    assert len(await words(house, guest, begun)) == 2
    await again(house, guest, begun, third)
    assert await holder(house, begun) == "queue"
    assert len(await words(house, guest, begun)) == 2


async def test_an_answer_between_them_begins_anew(house: House) -> None:
    guest = await visitor(house)
    first, second, third = await vague_questions(house, 3)
    begun = await asked(house, guest, first)
    for text in (clear_question(house, "en"), second, third):
        await again(house, guest, begun, text)
    assert await holder(house, begun) == "assistant"
    assert len(await words(house, guest, begun)) == 4


@pytest.mark.parametrize("text", ["qwertz uiop asdf", "???", "12345"])
async def test_what_it_knows_nothing_of_goes_to_a_person(house: House, text: str) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, text)
    assert await holder(house, begun) == "queue"
    assert await words(house, guest, begun) == []


async def test_it_is_silent_while_a_person_has_the_thread(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await asked(house, guest, "转人工")
    await again(house, guest, begun, "hello")
    await house.desk.write(inbox.claim, ann, begun.id)
    await again(house, guest, begun, clear_question(house, "en"))
    await say(house, begun, as_agent(ann), "I am here")
    await again(house, guest, begun, "转人工")
    assert await words(house, guest, begun) == []
    assert await holder(house, begun) == "agent"


async def test_it_answers_again_once_a_closed_thread_is_reopened(house: House) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, "hello")
    await house.desk.write(conversations.close, begun.id, guest.author)
    await house.desk.write(conversations.reopen, begun.id, guest.author)
    await again(house, guest, begun, clear_question(house, "en"))
    assert len(await words(house, guest, begun)) == 2


async def event_of(house: House, guest: Visit, where: Conversation) -> MessagePosted:
    """The event of the customer's last message, as the outbox gives it to the reaction."""
    last = [one for one in await messages(house, guest, where) if one.author.kind == "customer"][-1]
    return MessagePosted(where.id, last.id, last.seq, "customer", "message", "assistant", last.created_at)


@pytest.mark.parametrize("text", ["hello", "", "talk to a person", "qwertz"])
async def test_considered_twice_it_is_answered_once(house: House, text: str) -> None:
    guest = await visitor(house)
    begun = await asked(house, guest, text or (await vague_questions(house, 1))[0])
    before = await house.desk.read(conversations.thread_for_person, guest.person, begun.id)
    reaction, event = consider(house.brand), await event_of(house, guest, begun)
    assert reaction.gather is not None
    assert reaction.decide is not None
    decision = reaction.decide(await house.desk.read(reaction.gather, event))
    await house.desk.write(reaction.act, event, decision)
    assert await house.desk.read(conversations.thread_for_person, guest.person, begun.id) == before


async def test_a_last_offer_considered_again_is_no_third_one(house: House) -> None:
    """The row of the outbox comes back when its lease was lost: its own offer must not count as a miss."""
    guest = await visitor(house)
    first, second = await vague_questions(house, 2)
    begun = await asked(house, guest, first)
    await again(house, guest, begun, second)
    reaction, event = consider(house.brand), await event_of(house, guest, begun)
    assert reaction.gather is not None
    assert reaction.decide is not None
    decision = reaction.decide(await house.desk.read(reaction.gather, event))
    await house.desk.write(reaction.act, event, decision)
    assert await holder(house, begun) == "assistant"


async def test_decided_twice_at_once_it_is_answered_once(house: House) -> None:
    """Two workers that both believe to hold the row: the client id is made of the question."""
    guest = await visitor(house)
    begun = await opened(house, guest.person, "hello")
    reaction, event = consider(house.brand), await event_of(house, guest, begun)
    assert reaction.gather is not None
    assert reaction.decide is not None
    decision = reaction.decide(await house.desk.read(reaction.gather, event))
    for _ in range(2):
        await house.desk.write(reaction.act, event, decision)
    await settle(house)
    assert len(await words(house, guest, begun)) == 1


@pytest.mark.parametrize("text", ["hello", "qwertz"])
async def test_a_person_who_comes_between_decision_and_word_is_not_interrupted(
    house: House, text: str
) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await opened(house, guest.person, text)
    reaction, event = consider(house.brand), await event_of(house, guest, begun)
    assert reaction.gather is not None
    assert reaction.decide is not None
    decision = reaction.decide(await house.desk.read(reaction.gather, event))

    def person_takes_over(unit: Unit) -> None:
        conversations.hand_over(unit, begun.id, guest.author, "asked")
        inbox.claim(unit, ann, begun.id)

    await house.desk.write(person_takes_over)
    await house.desk.write(reaction.act, event, decision)
    await settle(house)
    assert await words(house, guest, begun) == []
    assert await holder(house, begun) == "agent"


async def test_of_two_messages_at_once_the_last_is_answered(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person, "hello")
    await say(house, begun, guest.author, clear_question(house, "en"))
    await settle(house)
    answers = [one for one in await messages(house, guest, begun) if one.author.kind == "assistant"]
    assert [len(one.extras.citations) for one in answers] == [1]
