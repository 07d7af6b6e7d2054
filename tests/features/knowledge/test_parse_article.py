from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.knowledge.errors import BadArticle
from bellrock.features.knowledge.model import Rules, filled, parse_article, render_body, starter_hash

RULES = Rules({"deposit.not-credited", "deposit.confirmations"}, {"brand_name": "", "deposit_page": ""})
NAME = "deposit.not-credited.md"
WHOLE = """---
topic: deposit.not-credited
title: Deposit not credited at {{ brand_name }}
answer: >
  Look at the confirmations. Then
  open {{ deposit_page }}.
steps:
  - "First: look"
needs: [txid, network]
warnings: [Nobody asks for your password]
related: [deposit.confirmations]
keeper: deposits-desk
review: 2027-03-01
questions: [where is my deposit]
---

## More

Text of {{ brand_name }}.
"""


def refusal_of(text: str, name: str = NAME) -> str:
    with pytest.raises(BadArticle) as caught:
        parse_article(name, "en", text, RULES)
    assert caught.value.code == "knowledge.bad_article"
    assert caught.value.fields["file"] == name
    return str(caught.value)


def test_a_whole_article() -> None:
    article = parse_article(NAME, "en", WHOLE, RULES)
    assert article.answer == "Look at the confirmations. Then open {{ deposit_page }}."
    assert article.steps == ("First: look",)
    assert article.needs == ("txid", "network")
    assert article.review == "2027-03-01"
    assert article.body.startswith("## More")
    assert (article.category, article.slug) == ("deposit", "not-credited")
    assert article.url == "/en/help/deposit/not-credited"


def test_variables_are_put_in_once_and_everywhere() -> None:
    article = filled(
        parse_article(NAME, "en", WHOLE, RULES),
        {"brand_name": "{{ deposit_page }}", "deposit_page": "Assets"},
    )
    assert article.title == "Deposit not credited at {{ deposit_page }}"
    assert article.answer.endswith("open Assets.")
    assert article.body.endswith("Text of {{ deposit_page }}.")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    odd = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert parse_article(NAME, "en", odd, RULES) == parse_article(NAME, "en", WHOLE, RULES)


def test_a_body_is_optional() -> None:
    assert parse_article(NAME, "en", WHOLE.split("\n\n##", maxsplit=1)[0], RULES).body == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ntopic", "topic", "file: it must begin with front matter between two lines of ---"),
        ("title: D", "titel: D", "titel: this key is unknown; the keys are topic, title"),
        ("keeper: deposits-desk\n", "", "keeper: it is missing; every article has it"),
        ("questions: [where is my deposit]", "questions: []", "questions: it is missing"),
        ("topic: deposit.not-credited", "topic: deposit.nothing", "'deposit.nothing' is not a topic"),
        ("topic: deposit.not-credited", "topic: deposit.confirmations", "is named deposit.confirmations.md"),
        ("brand_name", "brand", "title: {{ brand }} is not a variable of brand.yaml; add it there"),
        ("Text of {{ brand_name }}", "Text of {{ x }}", "body: {{ x }} is not a variable"),
        ('"First: look"', "First: look", "steps: {'First': 'look'} is not text; put it in quotes"),
        ('"First: look"', "yes", "steps: True is not text; put it in quotes"),
        ("needs: [txid, network]", "needs: [password]", "needs: 'password' is unknown; the words are"),
        ("needs: [txid, network]", "needs: [txid, txid]", "needs: one line stands twice"),
        ("needs: [txid, network]", "needs: txid", "needs: it must be a list of at most"),
        ("related: [deposit.confirmations]", "related: [deposit.not-credited]", "is not another topic"),
        ("related: [deposit.confirmations]", "related: [x.y]", "related: 'x.y' is not another topic"),
        ("keeper: deposits-desk", "keeper: Ada Lovelace", "keeper: it must be a role such as"),
        ("review: 2027-03-01", "review: soon", "review: it must be a day such as 2027-03-01"),
        ("review: 2027-03-01", "review: 2027-02-30", "front matter: day is out of range for month"),
        ("Look at the", "One. Two! Three? Look at the", "answer: it must have at most 3 sentences"),
        ("title: D", f"title: {'x' * 130}", "title: it must have 1 to 120 characters"),
        ("title: D", 'title: "\\u0007"\nx: D', "x: this key is unknown"),
        ('"First: look"', '"a\\u0007b"', "steps: it holds a control character"),
        ("keeper: deposits-desk", "keeper: &a x", "front matter: line"),
        ("title: D", "title: !!python/name:os.system D", "tags are not allowed"),
    ],
)
def test_what_is_wrong_is_refused_with_key_and_mend(old: str, new: str, said: str) -> None:
    assert old in WHOLE
    assert said in refusal_of(WHOLE.replace(old, new))


def test_a_huge_file_is_refused() -> None:
    assert "file: it is larger than" in refusal_of(WHOLE + "x" * 70_000)


@given(st.text(max_size=400))
def test_any_front_matter_is_read_or_refused(front: str) -> None:
    with suppress(BadArticle):
        parse_article(NAME, "en", f"---\n{front}\n---\n", RULES)


def test_a_fingerprint_follows_the_text_only() -> None:
    article = parse_article(NAME, "en", WHOLE, RULES)
    assert starter_hash(article) == starter_hash(parse_article(NAME, "en", WHOLE + "\n", RULES))
    assert starter_hash(article) != starter_hash(parse_article(NAME, "en", WHOLE + "more", RULES))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("# Top\n\ntext", "<h3>Top</h3>\n<p>text</p>\n"),
        ("- a\n- **b**", "<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://a.example/p.png)", "<p></p>\n"),
        ("[x](http://a.example)", '<p><a rel="noopener noreferrer">x</a></p>\n'),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener noreferrer">x</a></p>\n'),
    ],
)
def test_a_body_becomes_safe_html(body: str, html: str) -> None:
    assert render_body(body) == html


@given(st.text(max_size=300))
def test_no_body_makes_html_that_acts(body: str) -> None:
    html = render_body(body).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert "<style" not in html
