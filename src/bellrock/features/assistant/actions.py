"""What the assistant does: speaks through post_message like everybody, or calls a person."""

from bellrock.features.assistant.model import Answer, Clarify, Greet, HandOver, citation_of
from bellrock.features.brand.model import Brand
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.events import MessagePosted
from bellrock.features.conversations.model import ASSISTANT, Extras
from bellrock.features.knowledge.model import Article
from bellrock.kit.unit import Unit

ANSWERS = "answer:"


def reply(unit: Unit, brand: Brand, event: MessagePosted, decision: Answer | Clarify | Greet) -> None:
    """Say it once: the client id is made of the message it answers."""
    text, extras = _words(brand, decision)
    conversations.post_message(
        unit,
        conversations.Posting(
            event.conversation_id, ASSISTANT, text, answer_id(event.message_id), extras=extras
        ),
    )


def answer_id(message_id: str) -> str:
    """The client id of the assistant's answer to a message."""
    return f"{ANSWERS}{message_id}"


def hand_over(unit: Unit, conversation_id: str, decision: HandOver) -> None:
    conversations.hand_over(unit, conversation_id, ASSISTANT, decision.reason)


def _words(brand: Brand, decision: Answer | Clarify | Greet) -> tuple[str, Extras]:
    if isinstance(decision, Answer):
        return _answer_text(brand, decision), Extras(citations=(citation_of(decision.article),))
    if isinstance(decision, Clarify):
        return brand.text(decision.language, "desk.clarify"), Extras(choices=decision.choices)
    return brand.text(decision.language, "desk.greeting", brand=brand.name(decision.language)), Extras()


def _answer_text(brand: Brand, decision: Answer) -> str:
    """The answer, its steps as numbered lines, then its warnings."""
    article: Article = decision.article
    parts = [article.answer]
    if article.steps:
        parts.append("\n".join(f"{number}. {step}" for number, step in enumerate(article.steps, 1)))
    for warning in article.warnings:
        parts.append(brand.text(decision.language, "desk.warning", warning=warning))
    return "\n\n".join(parts)
