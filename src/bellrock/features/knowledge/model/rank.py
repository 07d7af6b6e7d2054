"""Which article answers a question best, and how sure that is: pure arithmetic over token streams.

Every distinct token of the question carries information (its inverse document frequency in the language, less
for single characters and for words that say nothing). An article earns it for the tokens it holds, more for
the title than for the detail, and less for every repeat.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bellrock.features.knowledge.model.article import Article
from bellrock.kit.text import is_han, tokens

FIELDS: Mapping[str, float] = {"title": 2.0, "questions": 1.0, "answer": 1.0, "detail": 0.3}
LONGEST_QUERY = 1_000
MOST_TOKENS = 64
_SATURATION = 2.0
_HALF_SURE = 10.0
_SINGLE_HAN = 0.5
_EMPTY_WORD = 0.1
_EMPTY_PAIR = 0.3
_VARIABLE = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are in a language, and how many of them hold each token."""

    articles: int
    holding: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an article has of a question: its weight for each token, and the share of its title named."""

    topic: str
    weights: Mapping[str, float]
    named: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """`score` 0..1 grows with the amount of evidence and with `coverage`; `coverage` 0..1 is the share of the
    question's information that the article holds. Scores of different questions may be compared."""

    topic: str
    score: float
    coverage: float


def query_tokens(query: str) -> list[str]:
    """The distinct tokens of a question in their order, of its first LONGEST_QUERY characters."""
    return list(dict.fromkeys(tokens(query[:LONGEST_QUERY])))


def search_fields(article: Article) -> dict[str, list[str]]:
    """The token streams that an article is found by."""
    detail = "\n".join((*article.steps, *article.warnings, article.body))
    texts = {
        "title": article.title,
        "questions": "\n".join(article.questions),
        "answer": article.answer,
        "detail": detail,
    }
    streams = {field: tokens(_VARIABLE.sub(" ", texts[field])) for field in FIELDS}
    # The detail is long and repeats itself: once is enough there, and halves the work of every search.
    return {**streams, "detail": list(dict.fromkeys(streams["detail"]))}


def telling(query: Iterable[str], counts: Counts) -> list[str]:
    """The tokens worth asking the database for, the most informative first, at most MOST_TOKENS."""
    known = [token for token in query if counts.holding.get(token, 0)]
    return sorted(known, key=lambda token: -_information(token, counts))[:MOST_TOKENS]


def weigh(topic: str, streams: Mapping[str, list[str]], asked: Mapping[str, str]) -> Candidate:
    """Hold an article's token streams (field name -> words) against a question.

    `asked` maps each token of the question, as it is written in the streams, to the token itself.
    """
    wanted = frozenset(asked)
    weights: dict[str, float] = {}
    for field, words in streams.items():
        for word in wanted.intersection(words):
            token = asked[word]
            weights[token] = weights.get(token, 0.0) + FIELDS[field] * words.count(word)
    title = frozenset(streams["title"])
    return Candidate(topic, weights, len(title & wanted) / len(title) if title else 0.0)


def rank(query: Iterable[str], candidates: Iterable[Candidate], counts: Counts) -> list[Ranked]:
    """Order the candidates, best first; those that hold nothing of the question are left out."""
    information = {token: _information(token, counts) for token in query}
    whole = sum(information.values())
    found = [_judge(candidate, information, whole) for candidate in candidates] if whole else []
    return sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.topic))


def _judge(candidate: Candidate, information: Mapping[str, float], whole: float) -> Ranked:
    weights = candidate.weights
    evidence = sum(
        information[word] * weight * (_SATURATION + 1) / (weight + _SATURATION)
        for word, weight in weights.items()
    )
    coverage = min(1.0, sum(information[word] for word in weights) / whole)
    strength = evidence * math.sqrt(coverage) * (1 + candidate.named**2)
    return Ranked(candidate.topic, strength / (strength + _HALF_SURE), coverage)


def _information(token: str, counts: Counts) -> float:
    holding = min(counts.holding.get(token, 0), counts.articles)
    rarity = math.log(1 + (counts.articles - holding + 0.5) / (holding + 0.5))
    return rarity * _meaning(token)


def _meaning(token: str) -> float:
    if not is_han(token[0]):
        return _EMPTY_WORD if token in _EMPTY_WORDS else 1.0
    if len(token) == 1:
        return _EMPTY_WORD if token in _EMPTY_HAN else _SINGLE_HAN
    return _EMPTY_PAIR if all(character in _EMPTY_HAN for character in token) else 1.0


_EMPTY_HAN = frozenset(
    "的了吗呢啊吧呀嘛哦我你您他她它们是在有和就都也还要会能可以这那个一不没怎么什为请问下上到"
)
_EMPTY_WORDS = frozenset(
    tokens(
        "a an the of to in on at for by with from as is are was were be been am i me my we us our you your "
        "it its this that these those and or but if so do did does have has had can could will would should "
        "what how why when where which who there here not no any some just now they he she them his her i'm "
        "i've i'd don't didn't doesn't can't isn't than then too very please hi hello"
    )
)
