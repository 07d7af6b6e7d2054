from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.knowledge.model import (
    Article,
    Counts,
    Ranked,
    query_tokens,
    rank,
    search_fields,
    telling,
    weigh,
)

words = st.lists(
    st.sampled_from(["deposit", "network", "memo", "fee", "code", "scam", "充值", "提现", "充", "提"]),
    max_size=8,
)


def article(topic: str, title: str = "", answer: str = "", detail: str = "") -> Article:
    return Article(topic, "en", title, answer, body=detail)


def counts(*articles: Article) -> Counts:
    holding: Counter[str] = Counter()
    for one in articles:
        holding.update({word for words in search_fields(one).values() for word in words})
    return Counts(len(articles), holding)


def ranked(query: str, articles: Iterable[Article], known: Counts) -> list[Ranked]:
    asked = query_tokens(query)
    words = {token: token for token in asked}
    return rank(asked, [weigh(one.topic, search_fields(one), words) for one in articles], known)


DEPOSIT = article("deposit.not-credited", "Deposit not credited", "Check the network", "fees and memo")
MEMO = article("deposit.missing-memo", "Missing memo or tag", "Deposit with no memo: send the TXID")
SCAM = article("security.scam-victim", "You were scammed", "Freeze the account")
ALL = (DEPOSIT, MEMO, SCAM)


def found(query: str) -> list[Ranked]:
    return ranked(query, ALL, counts(*ALL))


def best(query: str) -> str:
    return found(query)[0].topic


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("my deposit was never credited", "deposit.not-credited"),
        ("i forgot the memo for my deposit", "deposit.missing-memo"),
        ("someone scammed me", "security.scam-victim"),
    ],
)
def test_the_article_about_it_comes_first(query: str, topic: str) -> None:
    assert best(query) == topic


def test_a_title_weighs_more_than_the_detail() -> None:
    assert best("memo") == "deposit.missing-memo"


def test_naming_the_whole_title_wins_over_a_richer_text() -> None:
    howto = article("a.how-to", "How to deposit", "Open the page")
    other = article("b.late", "Late", "deposit deposit deposit", "deposit deposit deposit deposit")
    assert ranked("how to deposit", [howto, other], counts(howto, other))[0].topic == "a.how-to"


def test_variables_are_not_searched() -> None:
    assert search_fields(article("a.b", "Pay at {{ deposit_page }}"))["title"] == ["pay", "at"]


def test_empty_words_prove_nothing() -> None:
    assert found("what should i do about the account")[0].score < found("freeze account scam")[0].score


def test_words_nobody_uses_lower_the_coverage() -> None:
    clear, mixed = found("memo")[0], found("memo for my pizza oven")[0]
    assert clear.coverage == 1.0
    assert mixed.coverage < 0.7
    assert mixed.score < clear.score


def test_nothing_found_is_an_empty_list() -> None:
    assert found("pizza") == []
    assert found("") == []


def test_only_known_words_are_asked_for_rarest_first() -> None:
    assert telling(query_tokens("memo pizza deposit"), counts(*ALL)) == ["memo", "deposit"]


@given(words, words, words)
def test_scores_stay_in_bounds_and_order_is_total(
    query: list[str], first: list[str], second: list[str]
) -> None:
    one, two = article("a.one", " ".join(first)), article("b.two", detail=" ".join(second))
    asked = " ".join(query)
    results = ranked(asked, [one, two], counts(one, two))
    assert all(0 < result.score < 1 and 0 < result.coverage <= 1 for result in results)
    assert results == sorted(results, key=lambda result: (-result.score, result.topic))
    assert results == ranked(asked, [two, one], counts(one, two))


@given(words, words)
def test_holding_more_of_the_question_never_lowers_a_score(query: list[str], held: list[str]) -> None:
    asked = " ".join(query)
    fixed = Counts(10, dict.fromkeys(query_tokens(asked), 3))
    before = ranked(asked, [article("a.a", answer=" ".join(held))], fixed)
    after = ranked(asked, [article("a.a", answer=" ".join([*held, *query]))], fixed)
    if before:
        assert after[0].score >= before[0].score
        assert after[0].coverage >= before[0].coverage
