"""What a brand is: names, colours, texts, variables, topics. Read-only, checked whole before it is seen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bellrock.kit.i18n import Catalog
from bellrock.kit.text import tokens

PAPER = {"light": ("#ffffff", "#f2f4f7"), "dark": ("#14171a", "#1f242a")}
READABLE = 4.5
_ON_ACCENT = ("#ffffff", "#08203f", "#000000")
_NAME_KEYS = {"zh-CN": "zh", "zh-TW": "zh-TW", "en": "en"}
_TOPIC = re.compile(r"[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_JOINT = re.compile(r"[、，,/()]|与|與|和|\band\b")
_VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing customers ask about; its id is CATEGORY.SLUG."""

    id: str
    names: Mapping[str, str]
    live_data: bool = False
    high_risk: bool = False

    @property
    def category(self) -> str:
        return self.id.partition(".")[0]

    @property
    def slug(self) -> str:
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    names: Mapping[str, str]
    topics: tuple[Topic, ...]

    def is_called(self, words: str) -> bool:
        """Whether the words are its id, its name in any language, or one of the things that a name lists."""
        asked = tokens(words)
        spoken = [self.id, *(part for name in self.names.values() for part in (name, *_JOINT.split(name)))]
        return bool(asked) and any(tokens(name) == asked for name in spoken)


@dataclass(frozen=True)
class Topics:
    """The shared vocabulary, in the order of the file."""

    categories: tuple[Category, ...]

    def __iter__(self) -> Iterator[Topic]:
        return (topic for category in self.categories for topic in category.topics)

    def __contains__(self, topic: object) -> bool:
        return any(known.id == topic for known in self)

    def get(self, topic: str) -> Topic | None:
        return next((known for known in self if known.id == topic), None)

    def category(self, category: str) -> Category | None:
        return next((known for known in self.categories if known.id == category), None)

    def category_called(self, words: str) -> Category | None:
        """The category that the words name and nothing else: 充值, deposits, 安全."""
        return next((known for known in self.categories if known.is_called(words)), None)


@dataclass(frozen=True, slots=True)
class Accent:
    """The brand's colour in each scheme, as #rrggbb; `on_*` is the colour of text that stands on it."""

    light: str
    dark: str

    @property
    def on_light(self) -> str:
        return text_on(self.light)

    @property
    def on_dark(self) -> str:
        return text_on(self.dark)


@dataclass(frozen=True)
class Brand:
    """One white-label pack. Language arguments are members of kit.i18n.LANGUAGES."""

    id: str
    names: Mapping[str, str]
    products: Mapping[str, str]
    language: str
    accent: Accent
    logo: bytes
    popular: tuple[str, ...]
    topics: Topics
    areas: Mapping[str, Mapping[str, Mapping[str, str]]]
    filled_variables: Mapping[str, Mapping[str, str]]

    def name(self, language: str) -> str:
        """The exchange's name."""
        return self.names[language]

    def product(self, language: str) -> str:
        """The support desk's own name."""
        return self.products[language]

    def variables(self, language: str) -> Mapping[str, str]:
        """What articles may name as {{ variable }}: name -> text."""
        return self.filled_variables[language]

    def texts(self, language: str, area: str) -> Mapping[str, str]:
        """All texts of one area, keys without the area's name. Raises KeyError for an unknown area."""
        return self.areas[language][area]

    def text(self, language: str, key: str, **fields: object) -> str:
        """The text of "area.key" with its {placeholders} filled. Raises kit.i18n.TextError."""
        area, _, rest = key.partition(".")
        return Catalog(language, self.areas[language].get(area, {})).text(rest, **fields)


def fill_variables(text: str, variables: Mapping[str, str]) -> str:
    """Put the values in the place of their {{ names }}, once. Raises KeyError for an unknown name."""
    return _VARIABLE.sub(lambda match: variables[match.group(1)], text)


def variables_in(text: str) -> set[str]:
    """The names that `text` uses as {{ name }}."""
    return set(_VARIABLE.findall(text))


def read_topics(data: Mapping[str, Any], faults: list[str]) -> Topics:
    """Make the vocabulary of topics.yaml's data; what does not fit is noted in `faults` and left out."""
    categories: list[Category] = []
    for row in _rows(data, "categories", "topics.yaml", faults):
        category = str(row.get("id"))
        topics = []
        for entry in _rows(row, "topics", f"topics.yaml: {category}", faults):
            topic = str(entry.get("id"))
            if not _TOPIC.fullmatch(topic) or topic.partition(".")[0] != category:
                faults.append(f"topics.yaml: {topic!r} must read {category}.word, in lower case")
            topics.append(
                Topic(
                    id=topic,
                    names=_names(entry, topic, faults),
                    live_data=entry.get("live_data") is True,
                    high_risk=entry.get("high_risk") is True,
                )
            )
        categories.append(Category(category, _names(row, category, faults), tuple(topics)))
    found = Topics(tuple(categories))
    ids = [topic.id for topic in found] + [category.id for category in categories]
    faults += [
        f"topics.yaml: {twice!r} stands twice" for twice in sorted({i for i in ids if ids.count(i) > 1})
    ]
    return found


def _rows(data: Mapping[str, Any], key: str, place: str, faults: list[str]) -> list[Mapping[str, Any]]:
    rows = data.get(key)
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(f"{place}: {key} must be a list of entries with an id")
    return []


def _names(row: Mapping[str, Any], owner: str, faults: list[str]) -> dict[str, str]:
    names = {}
    for language, key in _NAME_KEYS.items():
        name = row.get(key)
        if not isinstance(name, str) or not name.strip():
            faults.append(f"topics.yaml: {owner} has no name under {key!r}")
        names[language] = str(name)
    return names


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two #rrggbb colours, 1..21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def text_on(colour: str) -> str:
    """The first of our text colours that can be read on `colour`; black or white always can."""
    return next((text for text in _ON_ACCENT if contrast(text, colour) >= READABLE), "#000000")


def faint(accent: Accent) -> list[str]:
    """List the pages on which the accent cannot be read. Empty means it is fine."""
    faults = []
    for scheme, colour in (("light", accent.light), ("dark", accent.dark)):
        ratio, page = min((contrast(colour, page), page) for page in PAPER[scheme])
        if ratio < READABLE:
            turn = "darker" if scheme == "light" else "lighter"
            faults.append(
                f"accent.{scheme} {colour} has a contrast of {ratio:.1f}:1 on {page}; "
                f"take a {turn} colour that reaches {READABLE}:1"
            )
    return faults


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
