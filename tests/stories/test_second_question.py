"""A customer asks again while the first answer is on its way: the last question is answered all the same."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.events import MessagePosted
from bellrock.features.conversations.model import Author
from bellrock.features.people import actions as people
from bellrock.features.people.model import Person, new_token
from bellrock.kit.ids import new_id
from bellrock.kit.outbox import Dispatcher, Outbox, Reaction
from bellrock.kit.outbox.dispatcher import Surroundings
from bellrock.reactions import reactions
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house, settle
from tests.waiting import soon

pytestmark = pytest.mark.anyio
FIRST = "hello"
SECOND = "good morning"


class SlowFirst:
    """The table of reactions, whose first decision of the assistant waits until the test lets it go."""

    def __init__(self, house: House) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        table = reactions(house.brand)
        posted = tuple(self._slow(one) for one in table[MessagePosted])
        self.outbox = Outbox({**table, MessagePosted: posted})

    def _slow(self, reaction: Reaction) -> Reaction:
        decide = reaction.decide
        if decide is None:
            return reaction

        def slowly(facts: Any) -> Any:
            decision = decide(facts)
            if facts is not None and facts.text == FIRST:
                self.reached.set()
                assert self.go_on.wait(30)
            return decision

        return replace(reaction, decide=slowly)


async def visitor(house: House) -> Person:
    arrival = people.Arrival(new_id(house.clock), new_token(), "", "en")
    await house.keyring.ensure(arrival.person_id)
    person, _ = await house.desk.write(people.admit_visitor, arrival)
    return person


async def test_the_last_question_is_answered_though_an_answer_came_after_it(
    tmp_path: Path, clock: SetClock
) -> None:
    house = await asyncio.to_thread(open_house, tmp_path / "desk", clock)
    slow = SlowFirst(house)
    person = await visitor(house)
    opening = conversations.Opening(person, "en", FIRST, "question-1")
    thread = await house.desk.write(conversations.open_conversation, opening)
    dispatcher = Dispatcher(Surroundings(house.desk, slow.outbox, house.hub, house.clock))
    running = asyncio.create_task(dispatcher.run())
    try:
        assert await asyncio.to_thread(slow.reached.wait, 30)
        running.cancel()  # no other row is taken, what runs is finished: as if the second one were later
        posting = conversations.Posting(thread.id, Author("customer", person.id), SECOND, "question-2")
        second = await house.desk.write(conversations.post_message, posting)
        slow.go_on.set()
        await soon(lambda: asyncio.sleep(0, running.done()), "the first answer")
        await settle(house)
        seen = await house.desk.read(conversations.thread_for_person, person, thread.id)
    finally:
        slow.go_on.set()
        house.close()
    said = [(one.author.kind, one.client_id) for one in seen.messages if one.kind == "message"]
    assert [kind for kind, _ in said] == ["customer", "customer", "assistant", "assistant"]
    assert said[-1] == ("assistant", f"answer:{second.message.id}")
