import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.plain_yaml import PlainYamlError, read_yaml


def test_plain_data_is_read() -> None:
    text = "title: 充值未到账\nsteps: [one, two]\nreview: 2027-03-01\n"
    assert read_yaml(text, 1000) == {
        "title": "充值未到账",
        "steps": ["one", "two"],
        "review": datetime.date(2027, 3, 1),
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x [1]\nb: *x\n", "line 1: anchors and aliases are not allowed"),
        ("a: !!python/object/apply:os.system ['true']\n", "line 1: tags are not allowed"),
        ("a: 1\na: 2\n", "line 2: 'a' stands twice"),
        ("? [a]\n: 1\n", "line 1: a key must be text"),
        ("a: [1\n", "line 2"),
        ("[" * 30 + "]" * 30, "line 1: nested deeper than 20"),
        ("a: 2027-03-01 10:00:00\n", "write a day, not a time"),
        ("a: 1\n---\nb: 2\n", "line"),
        ("a: \x00\n", ""),
        ("a: 2027-13-41\n", "month must be in 1..12"),
        ("x" * 1001, "1001 bytes are too many: at most 1000"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(PlainYamlError) as caught:
        read_yaml(text, 1000)
    assert reason in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PlainYamlError):
        read_yaml(text, 1000)
