"""Opening a brand pack: everything is read and checked at once, and every fault is named with its mend."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bellrock.features.brand.model import (
    Accent,
    Brand,
    Topics,
    faint,
    fill_variables,
    read_topics,
    variables_in,
)
from bellrock.features.brand.store import Pack, read_pack
from bellrock.kit.errors import Misconfigured
from bellrock.kit.i18n import LANGUAGES, compare

AREAS = ("panel", "console", "helpcenter", "desk", "errors", "record")
_KEYS = {"id", "name", "product", "language", "accent", "logo", "popular", "variables"}
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
_OWN_VARIABLES = ("brand_name", "product_name")


def load_brand(path: Path) -> Brand:
    """Return the brand in the folder `path`; raises Misconfigured, listing every fault found."""
    faults: list[str] = []
    pack = read_pack(path, faults)
    topics = read_topics(pack.topics, faults)
    brand = _Reading(pack.settings, faults).brand(pack, topics)
    for area in sorted({*AREAS, *(area for areas in pack.texts.values() for area in areas)}):
        if not any(area in areas for areas in pack.texts.values()):
            faults.append(f"texts/LANGUAGE/{area}.json is missing; every pack has it")
        found = {language: pack.texts[language].get(area, {}) for language in LANGUAGES}
        faults += [f"texts/{fault.replace(': ', f'/{area}.json: ', 1)}" for fault in compare(found)]
    if faults:
        raise Misconfigured("\n".join(f"{path}: {fault}" for fault in faults))
    return brand


class _Reading:
    """One pass over brand.yaml: a fault is noted, a harmless value put in its place, and the pass goes on."""

    def __init__(self, settings: Mapping[str, Any], faults: list[str]) -> None:
        self._settings = settings
        self._faults = faults

    def brand(self, pack: Pack, topics: Topics) -> Brand:
        for key in sorted(set(self._settings) - _KEYS):
            self._fault(f"{key} is not a setting; the settings are {', '.join(sorted(_KEYS))}")
        names, products = self._per_language("name"), self._per_language("product")
        return Brand(
            id=self._word("id", _ID, "default"),
            names=names,
            products=products,
            language=self._language(),
            accent=self._accent(),
            logo=pack.logo,
            popular=self._popular(topics),
            topics=topics,
            areas=pack.texts,
            filled_variables={
                language: self._variables(language, names[language], products[language])
                for language in LANGUAGES
            },
        )

    def _fault(self, text: str) -> None:
        self._faults.append(f"brand.yaml: {text}")

    def _word(self, key: str, pattern: re.Pattern[str], harmless: str) -> str:
        value = self._settings.get(key)
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self._fault(f"{key} must be a word like {harmless!r}")
        return harmless

    def _language(self) -> str:
        value = self._settings.get("language")
        if value in LANGUAGES:
            return str(value)
        self._fault(f"language must be one of {', '.join(LANGUAGES)}")
        return LANGUAGES[0]

    def _per_language(self, key: str) -> dict[str, str]:
        given = self._settings.get(key)
        values = given if isinstance(given, dict) else {}
        for language in LANGUAGES:
            if not isinstance(values.get(language), str) or not values[language].strip():
                self._fault(f"{key} has no text for {language}; write {key}: {{{language}: ...}}")
        return {language: str(values.get(language, key)) for language in LANGUAGES}

    def _accent(self) -> Accent:
        given = self._settings.get("accent")
        colours = given if isinstance(given, dict) else {}
        values = [str(colours.get(scheme)).lower() for scheme in ("light", "dark")]
        if not all(_COLOUR.fullmatch(value) for value in values):
            self._fault('accent must give two colours, as {light: "#0b5fd7", dark: "#7db2ff"}')
            return Accent("#000000", "#ffffff")
        accent = Accent(*values)
        for fault in faint(accent):
            self._fault(fault)
        return accent

    def _popular(self, topics: Topics) -> tuple[str, ...]:
        given = self._settings.get("popular") or []
        if not isinstance(given, list):
            self._fault("popular must be a list of topic ids")
            return ()
        for topic in given:
            if topic not in topics:
                self._fault(f"popular names {topic!r}, which is not a topic of topics.yaml")
        return tuple(topic for topic in given if topic in topics)

    def _variables(self, language: str, name: str, product: str) -> dict[str, str]:
        every = self._settings.get("variables")
        tables = {key: table for key, table in every.items() if isinstance(table, dict)} if every else {}
        own = dict(zip(_OWN_VARIABLES, (name, product), strict=True))
        filled = dict(own)
        for key in sorted({str(key) for table in tables.values() for key in table}):
            value = tables.get(language, {}).get(key)
            place = f"variables.{language}.{key}"
            if not _VARIABLE.fullmatch(key) or key in own:
                self._fault(f"{place}: a variable's name is lower case with _, and not {' or '.join(own)}")
            elif not isinstance(value, str) or not value.strip():
                self._fault(f"{place} has no text; write it, in quotes if it looks like a number")
            elif unknown := variables_in(value) - set(own):
                self._fault(f"{place} may use {' and '.join(own)} only, not {', '.join(sorted(unknown))}")
            else:
                filled[key] = fill_variables(value, own)
        return filled
