"""The assistant's one decision: everything it knows goes in, one answer comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.assistant.model import (
    ANSWER_LEAD,
    ANSWER_SCORE,
    MOST_MISSES,
    MOST_OFFERED,
    OFFER_SCORE,
    Answer,
    Clarify,
    Facts,
    Found,
    Greet,
    HandOver,
    citation_of,
    decide,
    is_clear,
    is_greeting,
    language_of,
)
from bellrock.features.knowledge.model import Article
from bellrock.kit.i18n import LANGUAGES

SCORES = st.lists(st.floats(0, 1), max_size=5).map(lambda scores: sorted(scores, reverse=True))


def article(number: int) -> Article:
    return Article(f"deposit.topic-{number}", "en", f"Topic {number}", "An answer.")


def facts(
    text: str = "where is my deposit",
    scores: list[float] | None = None,
    misses: int = 0,
    chosen: Article | None = None,
) -> Facts:
    found = tuple(Found(article(number), score) for number, score in enumerate(scores or []))
    return Facts("message", text, "en", found, misses, chosen)


@given(SCORES, st.integers(0, 5), st.booleans())
def test_whoever_asks_for_a_person_gets_one_whatever_else_is_known(
    scores: list[float], misses: int, was_offered: bool
) -> None:
    known = facts("talk to a person", scores, misses, article(9) if was_offered else None)
    assert decide(known) == HandOver("en", "asked")


@given(SCORES, st.integers(0, 5))
def test_a_topic_chosen_by_name_is_answered(scores: list[float], misses: int) -> None:
    assert decide(facts("Topic 9", scores, misses, article(9))) == Answer("en", article(9))


@given(SCORES, st.integers(0, 5))
def test_a_greeting_is_greeted(scores: list[float], misses: int) -> None:
    assert decide(facts("Hello!", scores, misses)) == Greet("en")


@given(SCORES, st.integers(0, MOST_MISSES + 2))
def test_it_answers_where_it_is_clear_offers_where_it_is_near_and_else_calls_a_person(
    scores: list[float], misses: int
) -> None:
    decision = decide(facts(scores=scores, misses=misses))
    clear = bool(scores) and is_clear(facts(scores=scores).found)
    near = [article(number) for number, score in enumerate(scores) if score >= OFFER_SCORE]
    if clear:
        assert decision == Answer("en", article(0))
    elif near and misses < MOST_MISSES:
        assert isinstance(decision, Clarify)
        offered = [choice.topic for choice in decision.choices]
        assert offered == [one.topic for one in near[:MOST_OFFERED]]
    else:
        assert decision == HandOver("en", "unknown")


@given(SCORES)
def test_what_it_offers_twice_in_vain_it_does_not_offer_again(scores: list[float]) -> None:
    assert not isinstance(decide(facts(scores=scores, misses=MOST_MISSES)), Clarify)


@pytest.mark.parametrize(
    ("scores", "clear"),
    [
        ([ANSWER_SCORE], True),
        ([ANSWER_SCORE - 0.001], False),
        ([1.0, 1.0 - ANSWER_LEAD - 0.001], True),
        ([1.0, 1.0 - ANSWER_LEAD + 0.001], False),
        ([ANSWER_SCORE, 0.0], True),
        ([0.9, 0.9, 0.1], False),
    ],
)
def test_clear_is_well_above_and_well_ahead(scores: list[float], clear: bool) -> None:
    assert is_clear(facts(scores=scores).found) is clear


@pytest.mark.parametrize(
    "text",
    ["hi", "Hello", "hey there!", "Good morning.", "你好", "您好！", "在吗？", "早上好", "妳好", "哈囉"],
)
def test_greetings(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text", ["", "hi, my deposit is missing", "你好，充值没到账", "high fees", "hello world order 7"]
)
def test_no_greetings(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize(
    ("text", "stored", "spoken"),
    [
        ("我的充值没到账", "zh-CN", "zh-CN"),
        ("我的充值没到账", "zh-TW", "zh-TW"),
        ("我的儲值沒到帳", "zh-CN", "zh-CN"),
        ("我的充值没到账", "en", "zh-CN"),
        ("我的儲值沒到帳", "en", "zh-TW"),
        ("where is my deposit", "zh-CN", "en"),
        ("where is my deposit", "en", "en"),
        ("ok", "zh-CN", "zh-CN"),
        ("USDT", "zh-TW", "zh-TW"),
        ("", "zh-TW", "zh-TW"),
        ("???", "en", "en"),
        ("123456", "zh-CN", "zh-CN"),
        ("USDT TRC20 没到", "en", "zh-CN"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question(text: str, stored: str, spoken: str) -> None:
    assert language_of(text, stored) == spoken


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_the_language_is_always_one_of_ours(text: str, stored: str) -> None:
    assert language_of(text, stored) in LANGUAGES


def test_a_citation_names_the_article_as_it_was_read() -> None:
    cited = citation_of(article(3))
    assert (cited.topic, cited.language, cited.title) == ("deposit.topic-3", "en", "Topic 3")
