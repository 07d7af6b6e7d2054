"""Languages, the choice among them, and catalogs of texts with {placeholders}.

A catalog is flat: one key, one text. Asking for a text that is not there, or leaving a placeholder empty, is
an error of the program and raises; `compare` finds such faults in whole packs before anybody reads them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LANGUAGES = ("zh-CN", "zh-TW", "en")
NAMES = {"zh-CN": "简体中文", "zh-TW": "繁體中文", "en": "English"}
LOCALES = {"zh-CN": "zh_Hans_CN", "zh-TW": "zh_Hant_TW", "en": "en_GB"}


class TextError(LookupError):
    """A text, or a placeholder of a text, that is not there."""


@dataclass(frozen=True)
class Catalog:
    """The texts of one language."""

    language: str
    texts: Mapping[str, str]

    def text(self, key: str, **fields: object) -> str:
        """Return the text of `key` with its placeholders filled; raises TextError."""
        if key not in self.texts:
            raise TextError(f"no text {key!r} in {self.language}")
        return fill(self.texts[key], fields)


def fill(text: str, fields: Mapping[str, object]) -> str:
    """Put `fields` in the place of their {names}; values are not read again. Raises TextError."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in fields:
            raise TextError(f"no value for {{{name}}} in {text!r}")
        return str(fields[name])

    return _PLACEHOLDER.sub(value, text)


def placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def compare(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """List what differs between the languages of one pack: language -> key -> text. Empty means complete."""
    faults: list[str] = []
    keys = sorted({key for catalog in texts.values() for key in catalog})
    for key in keys:
        holding = [language for language in texts if key in texts[language]]
        missing = [language for language in texts if key not in texts[language]]
        faults += [f"{language}: {key!r} is missing (it is in {', '.join(holding)})" for language in missing]
        wanted = placeholders(texts[holding[0]][key])
        for language in holding:
            if not texts[language][key].strip():
                faults.append(f"{language}: {key!r} is empty")
            if placeholders(texts[language][key]) != wanted:
                names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no placeholder"
                faults.append(f"{language}: {key!r} must have {names}, as in {holding[0]}")
    return faults


def negotiate(header: str | None, languages: Iterable[str] = LANGUAGES, default: str | None = None) -> str:
    """Return the language that fits an Accept-Language header best, else `default`, else the first one."""
    offered = list(languages)
    fallback = default if default in offered else offered[0]
    for wanted in _wishes(header or ""):
        if wanted == "*":
            return str(fallback)
        found = match(wanted, offered)
        if found:
            return found
    return str(fallback)


def match(tag: str, languages: Iterable[str] = LANGUAGES) -> str | None:
    """Return the offered language that a tag means (zh-HK reads traditional, en-AU reads en), or None."""
    parts = tag.strip().lower().replace("_", "-").split("-")
    script = _script(parts)
    for language in languages:
        own = language.lower().split("-")
        if own[0] == parts[0] and _script(own) == script:
            return language
    return None


def _script(parts: list[str]) -> str:
    if parts[0] != "zh":
        return ""
    if "hant" in parts or "hans" in parts:
        return "hant" if "hant" in parts else "hans"
    return "hant" if {"tw", "hk", "mo"} & set(parts) else "hans"


def _wishes(header: str) -> list[str]:
    """The tags of the header, best first; malformed and refused (q=0) ones are left out."""
    weighed: list[tuple[float, str]] = []
    for item in header[:_LONGEST_HEADER].split(","):
        tag, _, rest = item.partition(";")
        weight = _QUALITY.fullmatch(rest.strip() or "q=1")
        if _TAG.fullmatch(tag.strip()) and weight and float(weight.group(1)) > 0:
            weighed.append((float(weight.group(1)), tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]


_LONGEST_HEADER = 1_000
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TAG = re.compile(r"\*|[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")
_QUALITY = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)", re.IGNORECASE)
