import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.i18n import LANGUAGES, LOCALES, NAMES, Catalog, TextError, compare, match, negotiate


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"),
        ("zh-HK", "zh-TW"),
        ("zh-Hant-MO", "zh-TW"),
        ("zh-Hans-HK", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("en-AU", "en"),
        ("fr-FR, en;q=0.5, zh-CN;q=0.7", "zh-CN"),
        ("fr, *;q=0.5", "zh-CN"),
        ("en;q=0, zh-TW;q=0.1", "zh-TW"),
        ("en;q=banana, zh-TW;q=0.1", "zh-TW"),
        ("ZH_tw", "zh-TW"),
        ("", "zh-CN"),
        (None, "zh-CN"),
        ("fr", "zh-CN"),
    ],
)
def test_negotiate(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_negotiate_falls_back_to_the_default_only_when_it_is_offered() -> None:
    assert negotiate("fr", default="en") == "en"
    assert negotiate("fr", ["zh-TW"], default="en") == "zh-TW"


@given(st.text(max_size=200))
def test_any_header_gives_an_offered_language(header: str) -> None:
    assert negotiate(header) in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_matches_itself_and_has_its_names(language: str) -> None:
    assert match(language) == language
    assert NAMES[language]
    assert LOCALES[language]


def test_a_text_is_filled_once() -> None:
    catalog = Catalog("en", {"hello": "Hello {name}, {count} new"})
    assert catalog.text("hello", name="{count}", count=3) == "Hello {count}, 3 new"


def test_a_missing_text_or_value_is_an_error() -> None:
    catalog = Catalog("en", {"hello": "Hello {name}"})
    with pytest.raises(TextError, match="no text 'bye' in en"):
        catalog.text("bye")
    with pytest.raises(TextError, match=r"no value for \{name\}"):
        catalog.text("hello")


def test_compare_names_each_difference() -> None:
    faults = compare(
        {
            "zh-CN": {"a": "甲 {n}", "b": "乙"},
            "zh-TW": {"a": "甲 {m}", "b": " "},
            "en": {"a": "A {n}"},
        }
    )
    assert faults == [
        "zh-TW: 'a' must have {n}, as in zh-CN",
        "en: 'b' is missing (it is in zh-CN, zh-TW)",
        "zh-TW: 'b' is empty",
    ]
    assert compare({"zh-CN": {"a": "甲"}, "en": {"a": "A"}}) == []
