"""Reading, searching, loading and editing articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bellrock.features.brand.model import Brand
from bellrock.features.knowledge import store
from bellrock.features.knowledge.errors import BadArticle
from bellrock.features.knowledge.model import (
    Article,
    Rules,
    filled,
    parse_article,
    query_tokens,
    rank,
    search_fields,
    starter_hash,
    telling,
)
from bellrock.kit.i18n import LANGUAGES
from bellrock.kit.unit import Reader, Unit

CANDIDATES = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found, and how well it fits the question (see model.Ranked)."""

    article: Article
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a start did with the starter articles, as counts."""

    added: int = 0
    updated: int = 0
    kept: int = 0


def article(reader: Reader, brand: Brand, topic: str, language: str) -> Article | None:
    """The article as people read it, or None where there is none."""
    found = store.find_article(reader, topic, language)
    return filled(found, brand.variables(language)) if found else None


def articles_named(reader: Reader, brand: Brand, topics: Iterable[str], language: str) -> list[Article]:
    """Those of the topics that have an article in the language, in the order asked for."""
    wanted = list(topics)
    found = store.find_articles(reader, language, wanted)
    return [filled(found[topic], brand.variables(language)) for topic in wanted if topic in found]


def articles_of(reader: Reader, brand: Brand, category: str, language: str) -> list[Article]:
    """The articles of a category, in the order of the brand's topics."""
    order = {topic.id: place for place, topic in enumerate(brand.topics)}
    found = store.find_category(reader, category, language)
    found.sort(key=lambda one: (order.get(one.topic, len(order)), one.topic))
    return [filled(one, brand.variables(language)) for one in found]


def categories(reader: Reader, brand: Brand, language: str) -> list[tuple[str, int]]:
    """The categories that have articles in the language, in the brand's order, with their number."""
    counts = store.count_categories(reader, language)
    known = [category.id for category in brand.topics.categories]
    return [(category, counts[category]) for category in known if category in counts]


def languages_of(reader: Reader, topic: str) -> list[str]:
    """The languages in which the topic has an article, in the order of kit.i18n.LANGUAGES."""
    found = store.find_languages(reader, topic)
    return [language for language in LANGUAGES if language in found]


def search(reader: Reader, brand: Brand, query: str, language: str, limit: int = 10) -> list[Hit]:
    """The articles that answer `query` best, at most `limit`; none for an empty or an unknown query."""
    asked = query_tokens(query)
    if not asked:
        return []
    counts = store.count_terms(reader, language, asked)
    candidates = store.find_candidates(reader, language, telling(asked, counts), CANDIDATES)
    ranked = rank(asked, candidates, counts)[:limit]
    found = store.find_articles(reader, language, [one.topic for one in ranked])
    variables = brand.variables(language)
    return [
        Hit(filled(found[one.topic], variables), one.score, one.coverage)
        for one in ranked
        if one.topic in found
    ]


def read_starter(path: Path, brand: Brand) -> list[Article]:
    """Read the pack's articles, `path`/LANGUAGE/TOPIC.md; raises BadArticle for the first that is not one."""
    found: list[Article] = []
    for language in LANGUAGES:
        rules = Rules(brand.topics, brand.variables(language))
        for file in sorted((path / language).glob("*.md")):
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeError) as error:
                raise BadArticle(file.name, "file", "it cannot be read as UTF-8 text") from error
            found.append(parse_article(file.name, language, text, rules))
    return found


def load_starter(unit: Unit, starter: Iterable[Article]) -> Loaded:
    """Take in what a brand ships: new articles are added, changed ones replaced, edited ones left alone."""
    standings = store.find_standings(unit)
    added = updated = kept = 0
    for shipped in starter:
        fingerprint = starter_hash(shipped)
        standing = standings.get((shipped.topic, shipped.language))
        if standing and (standing.edited or standing.starter == fingerprint):
            kept += 1
            continue
        store.store_starter(unit, shipped, fingerprint, known=standing is not None)
        store.index_article(unit, shipped, search_fields(shipped))
        added += standing is None
        updated += standing is not None
    return Loaded(added, updated, kept)


def edit_article(unit: Unit, edited: Article) -> bool:
    """Put an edited text in place of what is there; no start overwrites it. False if there is none."""
    if not store.store_edited(unit, edited):
        return False
    store.index_article(unit, edited, search_fields(edited))
    return True
