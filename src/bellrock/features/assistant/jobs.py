"""assistant.consider: gather the thread and the knowledge, decide, act through post_message or hand_over."""

from dataclasses import dataclass

from bellrock.features.assistant.actions import ANSWERS, answer_id, hand_over, reply
from bellrock.features.assistant.model import Decision, Facts, Found, HandOver, decide, language_of
from bellrock.features.brand.model import Brand
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.events import MessagePosted
from bellrock.features.conversations.model import Message, Thread
from bellrock.features.knowledge import actions as knowledge
from bellrock.features.knowledge.model import Article
from bellrock.kit.outbox import Reaction
from bellrock.kit.text import fold
from bellrock.kit.unit import Reader, Unit

_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class _Consideration:
    """The reaction's three parts, with the brand whose words it speaks."""

    brand: Brand

    def gather(self, reader: Reader, event: MessagePosted) -> Facts | None:
        """None when there is nothing to say: a person holds the thread, or the customer has written more
        since.
        """
        thread = conversations.thread_for_desk(reader, event.conversation_id)
        if thread is None or thread.conversation.holder != "assistant":
            return None
        latest = _open_question(thread)
        if latest is None or latest.id != event.message_id:
            return None
        language = language_of(latest.text, thread.conversation.language)
        hits = knowledge.search(reader, self.brand, latest.text, language, _LOOKED_AT)
        return Facts(
            message_id=latest.id,
            text=latest.text,
            language=language,
            found=tuple(Found(hit.article, hit.score) for hit in hits),
            misses=_misses(thread),
            chosen=self._chosen(reader, thread, latest.text, language),
        )

    def decide(self, facts: Facts | None) -> Decision | None:
        return decide(facts) if facts is not None else None

    def act(self, unit: Unit, event: MessagePosted, decision: Decision | None) -> None:
        if decision is None:
            return
        conversation = conversations.conversation_for_desk(unit, event.conversation_id)
        if conversation is None or conversation.holder != "assistant":
            return
        if isinstance(decision, HandOver):
            hand_over(unit, conversation.id, decision)
        else:
            reply(unit, self.brand, event, decision)

    def _chosen(self, reader: Reader, thread: Thread, text: str, language: str) -> Article | None:
        """The article of a topic that was offered before and is now named by its title."""
        offered = [choice for message in thread.messages for choice in message.extras.choices]
        wanted = fold(text)
        for choice in reversed(offered):
            if fold(choice.title) == wanted:
                return knowledge.article(reader, self.brand, choice.topic, language)
        return None


def consider(brand: Brand) -> Reaction:
    """The assistant's answer to a customer's message, while it holds the thread."""
    parts = _Consideration(brand)
    return Reaction(
        "assistant.consider", parts.act, gather=parts.gather, decide=parts.decide, wants=_concerns_assistant
    )


def _concerns_assistant(event: MessagePosted) -> bool:
    return event.holder == "assistant" and event.author_kind == "customer"


def _open_question(thread: Thread) -> Message | None:
    """The customer's last message while nobody has answered it.

    An answer that comes after it may belong to an earlier message: both were on their way at once.
    """
    later: list[Message] = []
    for message in reversed(thread.messages):
        if message.author.kind == "customer":
            late = [one for one in later if _answers_another(one, message)]
            return message if late == later else None
        if message.kind == "message":
            later.append(message)
    return None


def _answers_another(message: Message, question: Message) -> bool:
    client_id = message.client_id or ""
    return client_id.startswith(ANSWERS) and client_id != answer_id(question.id)


def _misses(thread: Thread) -> int:
    """How many turns of the assistant in a row, up to now, offered topics or asked instead of answering."""
    turns = [message for message in thread.messages if message.author.kind == "assistant"]
    count = 0
    for message in reversed(turns):
        if message.extras.citations or not message.extras.choices:
            break
        count += 1
    return count
