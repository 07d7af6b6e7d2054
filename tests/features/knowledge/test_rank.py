import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.knowledge.model import Article, Candidate, Counts, query_tokens, rank, search_fields
from bellrock.features.knowledge.model.rank import telling

words = st.lists(
    st.sampled_from(["deposit", "network", "memo", "fee", "code", "scam", "充值", "提现", "充", "提"]),
    max_size=8,
)


def candidate(topic: str, title: str = "", answer: str = "", detail: str = "") -> Candidate:
    article = Article(topic, "en", title, answer, body=detail)
    return Candidate(topic, search_fields(article))


def counts(*candidates: Candidate) -> Counts:
    holding: dict[str, int] = {}
    for one in candidates:
        for word in {word for field in one.fields.values() for word in field}:
            holding[word] = holding.get(word, 0) + 1
    return Counts(len(candidates), holding)


DEPOSIT = candidate("deposit.not-credited", "Deposit not credited", "Check the network", "fees and memo")
MEMO = candidate("deposit.missing-memo", "Missing memo or tag", "Deposit with no memo: send the TXID")
SCAM = candidate("security.scam-victim", "You were scammed", "Freeze the account")
ALL = (DEPOSIT, MEMO, SCAM)


def best(query: str) -> str:
    return rank(query_tokens(query), ALL, counts(*ALL))[0].topic


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


def test_variables_are_not_searched() -> None:
    article = Article("a.b", "en", "Pay at {{ deposit_page }}", "x")
    assert search_fields(article)["title"] == ["pay", "at"]


def test_empty_words_prove_nothing() -> None:
    found = rank(query_tokens("what should i do about the account"), ALL, counts(*ALL))
    sure = rank(query_tokens("freeze account scam"), ALL, counts(*ALL))
    assert found[0].score < sure[0].score


def test_words_nobody_uses_lower_the_coverage() -> None:
    clear = rank(query_tokens("memo"), ALL, counts(*ALL))[0]
    mixed = rank(query_tokens("memo for my pizza oven"), ALL, counts(*ALL))[0]
    assert clear.coverage == 1.0
    assert mixed.coverage < 0.7
    assert mixed.score < clear.score


def test_nothing_found_is_an_empty_list() -> None:
    assert rank(query_tokens("pizza"), ALL, counts(*ALL)) == []
    assert rank([], ALL, counts(*ALL)) == []


def test_only_known_words_are_asked_for_rarest_first() -> None:
    assert telling(query_tokens("memo pizza deposit"), counts(*ALL)) == ["memo", "deposit"]


@given(words, words, words)
def test_scores_stay_in_bounds_and_order_is_total(
    query: list[str], first: list[str], second: list[str]
) -> None:
    one = candidate("a.one", " ".join(first))
    two = candidate("b.two", detail=" ".join(second))
    asked = query_tokens(" ".join(query))
    found = rank(asked, [one, two], counts(one, two))
    assert all(0 < ranked.score < 1 and 0 < ranked.coverage <= 1 for ranked in found)
    assert found == sorted(found, key=lambda ranked: (-ranked.score, ranked.topic))
    assert found == rank(asked, [two, one], counts(one, two))


@given(words, words)
def test_holding_more_of_the_question_never_lowers_a_score(query: list[str], held: list[str]) -> None:
    asked = query_tokens(" ".join(query))
    little = candidate("a.a", " ".join(held))
    fixed = Counts(10, dict.fromkeys(asked, 3))
    more = candidate("a.a", " ".join([*held, *query]))
    before = rank(asked, [little], fixed)
    after = rank(asked, [more], fixed)
    if before:
        assert after[0].score >= before[0].score
        assert after[0].coverage >= before[0].coverage
