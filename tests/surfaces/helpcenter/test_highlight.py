import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.surfaces.helpcenter.highlight import marked


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("Missing memo or tag", "memos", "Missing <mark>memo</mark> or tag"),
        ("How to deposit", "how to", "<mark>How</mark> to deposit"),
        ("充值未到账怎么办", "到帳", "充值未<mark>到账</mark>怎么办"),
        ("如何充值 USDT", "充值usdt", "如何<mark>充值</mark> <mark>USDT</mark>"),
        ("充值", "充", "充值"),
        ("a < b & memo", "memo", "a &lt; b &amp; <mark>memo</mark>"),
        ("nothing", "", "nothing"),
    ],
)
def test_what_was_asked_for_is_marked(text: str, query: str, html: str) -> None:
    assert marked(text, query) == html


@given(st.text(max_size=60), st.text(max_size=30))
def test_marking_never_changes_or_injects_text(text: str, query: str) -> None:
    html = str(marked(text, query))
    assert unescape(re.sub("</?mark>", "", html)) == text
    assert "<" not in re.sub("</?mark>", "", html)
