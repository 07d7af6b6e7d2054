"""Pure decisions of the assistant: no I/O, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.features.conversations.model import Choice, Citation
from bellrock.features.knowledge.model import Article
from bellrock.kit.text import fold, is_han

ANSWER_SCORE = 0.40
ANSWER_LEAD = 0.06
OFFER_SCORE = 0.14
"""Chosen on sample questions held out of the articles: docs/features/assistant.md has the figures."""

MOST_OFFERED = 3
MOST_MISSES = 2


@dataclass(frozen=True, slots=True)
class Found:
    """An article that may answer, with its score in 0..1."""

    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when the customer has spoken.

    `misses`: the assistant's last turns in a row that did not answer.

    `chosen` is the article of a topic that was offered before and is now named by its title.
    """

    message_id: str
    text: str
    language: str
    found: tuple[Found, ...]
    misses: int
    chosen: Article | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Say what this article says, and name it."""

    language: str
    article: Article


@dataclass(frozen=True, slots=True)
class Clarify:
    """Offer the likeliest topics, and the person beside them."""

    language: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Greet:
    """Greet back and ask what is the matter."""

    language: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Call a person; `reason` is a code for the trail: asked, unknown."""

    language: str
    reason: str


Decision = Answer | Clarify | Greet | HandOver


def decide(facts: Facts) -> Decision:
    """Whoever asks for a person gets one; else answer where it is clear, offer where it is near, or hand
    over.
    """
    if wants_person(facts.text):
        return HandOver(facts.language, "asked")
    if facts.chosen is not None:
        return Answer(facts.language, facts.chosen)
    if is_greeting(facts.text):
        return Greet(facts.language)
    if facts.found and is_clear(facts.found):
        return Answer(facts.language, facts.found[0].article)
    near = [found.article for found in facts.found if found.score >= OFFER_SCORE][:MOST_OFFERED]
    if near and facts.misses < MOST_MISSES:
        return Clarify(facts.language, tuple(Choice(article.topic, article.title) for article in near))
    return HandOver(facts.language, "unknown")


def is_clear(found: Sequence[Found]) -> bool:
    """The best article fits well and better than the next."""
    best = found[0].score
    second = found[1].score if len(found) > 1 else 0.0
    return best >= ANSWER_SCORE and best - second >= ANSWER_LEAD


def wants_person(text: str) -> bool:
    """Whether the message asks for a human being, in so many words."""
    folded = fold(text)
    return bool(_ASKS_PERSON.search(folded)) and not _NOT_A_REQUEST.search(folded)


def is_greeting(text: str) -> bool:
    return bool(_GREETING.fullmatch(fold(text).strip(" !.,?~。！，？～")))


def language_of(text: str, stored: str) -> str:
    """The language to answer in: Han text keeps the stored script or shows its own, a Latin sentence
    means English.
    """
    han = [character for character in text if is_han(character)]
    if han:
        if stored.startswith("zh"):
            return stored
        return "zh-TW" if _is_traditional(han) else "zh-CN"
    words = re.findall(r"[A-Za-z]{2,}", text)
    return "en" if len(words) >= 2 or stored == "en" else stored


def citation_of(article: Article) -> Citation:
    return Citation(article.topic, article.language, article.title)


def _is_traditional(han: Sequence[str]) -> bool:
    return any(fold(character) != character for character in han)


_PERSON_ZH = r"(?:人工|真人|活人|专员|客服(?:人员|专员|小姐|代表)?)"
_PERSON_EN = (
    r"(?:a |an |the |some |your )?(?:real |live |actual |human )?"
    r"(?:person|human(?: being)?|agent|representative|rep|operator|somebody|someone"
    r"|support (?:agent|staff|team))"
)
_ASKS_PERSON = re.compile(
    rf"转(?:接)?(?:到|去)?{_PERSON_ZH}|(?:找|叫|要|请|换|接|联系|联络|需要|有没有|没有|搵)(?:个|一个|一下|你们的?|你哋)?{_PERSON_ZH}"
    rf"|^{_PERSON_ZH}(?:客服|服务)?[!！。.？?吧呢啊 ]*$|人工(?:客服|服务|坐席)|真人(?:客服|服务)"
    rf"|(?:不(?:要|想)|别)(?:跟|和|再)?(?:机器人?|ai)|(?:想|要|同|跟|和)真?人(?:讲|说|倾|聊|对话|沟通|谈)"
    rf"|(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|get me)(?: through)?(?: directly)?"
    rf"(?: to| with)? {_PERSON_EN}\b"
    rf"|(?:want|need|get|give me|is there|find me|call) {_PERSON_EN}\b(?! (?:told|said|asked|called))"
    rf"|^{_PERSON_EN}(?: please)?[!.?]*$|^(?:human|agent|operator|representative)(?: please| now)?[!.?]*$"
    r"|not (?:a )?(?:bot|robot|machine|ai)\b|stop (?:the )?bot|no (?:more )?bots?\b"
)
_NOT_A_REQUEST = re.compile(
    r"(?:假|冒充|自称|冒牌|骗子).{0,6}(?:客服|人工)|(?:客服|人工).{0,4}(?:打电话|加我|发|让我|叫我|要我|说|问我)"
    r"|(?:fake|pretend\w*|impersonat\w*|claim\w*|scam\w*)"
)
_GREETING = re.compile(
    r"(?:你好|您好|哈喽|哈啰|嗨|在吗|有人吗|在不在|喂|早上?好|下午好|晚上好|早晨|午安|晚安|你好啊|您好啊)"
    r"|(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|greetings)(?: there| all| team)?"
)
