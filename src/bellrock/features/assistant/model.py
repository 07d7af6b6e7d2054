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
    """Whether the message asks for a human being, in so many words.

    What it tells of false agents is put aside first: a victim's story is no request, yet may hold one.
    """
    told = _BETWEEN_HAN.sub("", fold(text)).replace("’", "'")
    asked = _STORY_EN.sub(" … ", _STORY_ZH.sub(" … ", told))
    return bool(_ASKS_ZH.search(asked) or _ASKS_EN.search(asked))


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


_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")

_CLERK_ZH = r"客服(?:人员|专员|小姐|代表|经理)?"
_PERSON_ZH = (
    rf"(?:人工(?!智能|审核|审批|复核|核验|费)|真人(?!认证|验证|识别|核验|照)|活人|专人|专员|{_CLERK_ZH}"
    r"|经理|主管|负责(?:的)?人)"
)
_STORY_ZH = re.compile(
    rf"(?:假|冒充|冒牌|假扮|扮|装成|山寨|自称(?:是)?|骗子)(?:的|你们的?|你哋|贵司|平台|官方|人工)*{_CLERK_ZH}"
    rf"|(?:接到?|收到)(?:了|个|一个|你们)*{_CLERK_ZH}的?(?:电话|来电|短信|信息|邮件)"
    rf"|(?<![要找叫请系络转揾]){_CLERK_ZH}(?:的人)?"
    r"(?:电话|微信|打|来电|加|发|给|让|叫|要|说|问|会|联系|告诉)"
)
_ASKS_ZH = re.compile(
    rf"转(?:接)?(?:一下|一个|个|到|去|至)*{_PERSON_ZH}"
    rf"|(?:找|叫|要|请|换|接|(?<!请)(?:联系|联络)|没有|有冇|揾)(?:一下|一个|个|一位|位|你们的?|你哋)*{_PERSON_ZH}"
    rf"|^{_PERSON_ZH}(?:客服|服务)?(?:在吗|在不在|在线吗)?[!！。.？?吧呢啊啦 ]*$"
    r"|(?:人工|真人|专人)(?:客服|服务|坐席)"
    r"|(?:不要|不想|别|唔要|唔想)(?:再)?(?:跟|和|同|用|让)?(?:机器人|机械人|ai)(?!交易|策略)"
    r"|(?:(?:想|(?<!不)要)(?:跟|和|同)人|(?:跟|和|同|要|想)真人)(?:讲|说|倾|聊|对话|沟通|谈)"
)

_STAFF_EN = (
    r"(?:agent|representative|rep|operator|manager|supervisor|human(?: being)?(?! (?:verif|review|check)))"
)
_DESK_EN = r"(?:customer |live )?(?:support|service)(?: agent| team| staff| rep(?:resentative)?)?"
_KIND_EN = r"(?:a |an |the |some |your )?(?:real |live |actual |human )?"
_PERSON_EN = rf"{_KIND_EN}(?:person(?! to person)|somebody|someone|support (?:agent|team|staff)|{_STAFF_EN})"
_ANY_EN = rf"(?:{_PERSON_EN}|{_KIND_EN}{_DESK_EN})"
_BOT_EN = r"(?:bots?|robots?|machine|ai)\b(?! (?:trad|order|strateg))"
_STORY_EN = re.compile(
    rf"(?:fake|false|bogus|scam(?:mer)?)(?: \w+)?? (?:{_STAFF_EN}|support|person)\b"
    rf"|(?:pretend\w*|claim\w*) to be {_KIND_EN}(?:\w+ )?(?:{_STAFF_EN}|support)\b"
    rf"|(?:impersonat\w+|pos(?:es|ed|ing) as) {_KIND_EN}(?:\w+ )?(?:{_STAFF_EN}|support)\b"
    rf"|(?:don't|do not|dont) (?:want|need)(?: to (?:talk|speak|chat)(?: to| with))? {_PERSON_EN}\b"
    rf"|\b(?:i'm|im|i am) not a {_BOT_EN}"
)
_ASKS_EN = re.compile(
    rf"\b(?:talk|speak|chat|connect)(?: me)?(?: directly)?(?: to| with)? {_ANY_EN}\b"
    rf"|\b(?:transfer|pass|forward|put) me(?: through)?(?: to)? {_ANY_EN}\b"
    rf"|\btransfer to {_KIND_EN}{_STAFF_EN}\b(?!')"
    rf"|(?:^|(?:want|need|like|how) to |\bi |let me |please )contact {_ANY_EN}\b"
    rf"|\b(?:want|need|get|get me|give me|is there|find me|call) {_PERSON_EN}\b"
    r"(?! (?:told|said|asked|called))"
    rf"|^(?:{_ANY_EN}|live chat)(?: please| now)?[!.? ]*$"
    rf"|\bnot (?:a )?{_BOT_EN}|\bstop (?:the )?{_BOT_EN}|\bno (?:more )?{_BOT_EN}"
    rf"|(?:don't|do not|dont) want (?:to (?:talk|speak|chat) (?:to|with) )?(?:a |the |this )?{_BOT_EN}"
)
_GREETING = re.compile(
    r"(?:[你您妳]好[啊呀]?|哈喽|哈啰|嗨|在吗|有人吗|在不在|喂|早上?好|下午好|晚上好|早晨|午安|晚安)"
    r"|(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|greetings)(?: there| all| team)?"
)
