"""The help center's queries: one read for one page."""

from dataclasses import dataclass

from bellrock.features.brand.model import Brand, Category
from bellrock.features.knowledge import actions as knowledge
from bellrock.features.knowledge.actions import Hit
from bellrock.features.knowledge.model import Article
from bellrock.kit.i18n import LANGUAGES
from bellrock.kit.unit import Reader

CHECK = "security.verify-channel"
EMERGENCY = "security.account-taken-over"
HITS = 12
HITS_ELSEWHERE = 3
_ON_A_CARD = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A category that has articles, and those shown on its card."""

    category: Category
    count: int
    first: list[Article]


@dataclass(frozen=True, slots=True)
class Way:
    """What pages offer beside their own matter: all categories, and the two articles nobody should miss."""

    cards: list[Card]
    check: Article | None
    emergency: Article | None


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in the reader's language, or, where there are none, those in another.

    `named` is the category that the question names, as a card.
    """

    named: Card | None
    hits: list[Hit]
    elsewhere: list[Hit]

    @property
    def count(self) -> int:
        """How many results there are in the reader's language."""
        return len(self.hits) + (self.named is not None)


@dataclass(frozen=True, slots=True)
class Reading:
    article: Article
    related: list[Article]
    languages: list[str]


def way(reader: Reader, brand: Brand, language: str) -> Way:
    cards = []
    for category_id, count in knowledge.categories(reader, brand, language):
        category = brand.topics.category(category_id)
        if category:
            topics = [topic.id for topic in category.topics]
            first = knowledge.articles_named(reader, brand, topics, language)[:_ON_A_CARD]
            cards.append(Card(category, count, first))
    return Way(
        cards,
        knowledge.article(reader, brand, CHECK, language),
        knowledge.article(reader, brand, EMERGENCY, language),
    )


def home(reader: Reader, brand: Brand, language: str) -> tuple[Way, list[Article]]:
    popular = knowledge.articles_named(reader, brand, brand.popular, language)
    return way(reader, brand, language), popular


def category(reader: Reader, brand: Brand, category_id: str, language: str) -> tuple[Way, list[Article]]:
    return way(reader, brand, language), knowledge.articles_of(reader, brand, category_id, language)


def reading(reader: Reader, brand: Brand, topic: str, language: str) -> Reading | None:
    found = knowledge.article(reader, brand, topic, language)
    if found is None:
        return None
    related = knowledge.articles_named(reader, brand, found.related, language)
    return Reading(found, related, knowledge.languages_of(reader, topic))


def search(reader: Reader, brand: Brand, query: str, language: str) -> tuple[Found, list[Article]]:
    """The hits, and the popular articles for a page that has none."""
    popular = knowledge.articles_named(reader, brand, brand.popular, language)
    named = _category_named(reader, brand, query, language)
    hits = knowledge.search(reader, brand, query, language, HITS)
    if hits:
        return Found(named, hits, []), popular
    others = [other for other in LANGUAGES if other != language]
    elsewhere = [
        hit for other in others for hit in knowledge.search(reader, brand, query, other, HITS_ELSEWHERE)
    ]
    return Found(named, [], elsewhere), popular


def missing(reader: Reader, brand: Brand, topic: str, language: str) -> tuple[Way, list[str]]:
    """What to show in the place of an article that is not there, and the languages it can be read in."""
    return way(reader, brand, language), knowledge.languages_of(reader, topic)


def _category_named(reader: Reader, brand: Brand, query: str, language: str) -> Card | None:
    category = brand.topics.category_called(query)
    if category is None:
        return None
    count = dict(knowledge.categories(reader, brand, language)).get(category.id, 0)
    return Card(category, count, []) if count else None
