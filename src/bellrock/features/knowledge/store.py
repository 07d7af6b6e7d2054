"""All SQL of the knowledge base. The full-text statements are SQLite's; their twins come with PostgreSQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update

from bellrock.features.knowledge.model import FIELDS, Article, Candidate, Counts, weigh
from bellrock.features.knowledge.tables import articles
from bellrock.kit.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an article already here: the starter text it came from, and whether it was edited."""

    starter: str
    edited: bool


def find_article(reader: Reader, topic: str, language: str) -> Article | None:
    row = reader.run(
        select(articles).where(articles.c.topic == topic, articles.c.language == language)
    ).first()
    return _article(row._mapping) if row else None


def find_articles(reader: Reader, language: str, topics: Sequence[str]) -> dict[str, Article]:
    """The articles of these topics that exist in the language, by topic."""
    statement = select(articles).where(articles.c.language == language, articles.c.topic.in_(topics))
    return {row.topic: _article(row._mapping) for row in reader.run(statement)}


def find_category(reader: Reader, category: str, language: str) -> list[Article]:
    statement = select(articles).where(articles.c.category == category, articles.c.language == language)
    return [_article(row._mapping) for row in reader.run(statement)]


def find_languages(reader: Reader, topic: str) -> list[str]:
    rows = reader.run(select(articles.c.language).where(articles.c.topic == topic))
    return [row.language for row in rows]


def count_categories(reader: Reader, language: str) -> dict[str, int]:
    statement = (
        select(articles.c.category, func.count().label("articles"))
        .where(articles.c.language == language)
        .group_by(articles.c.category)
    )
    return {row.category: row.articles for row in reader.run(statement)}


def find_standings(reader: Reader) -> dict[tuple[str, str], Standing]:
    """By topic and language."""
    statement = select(articles.c.topic, articles.c.language, articles.c.starter, articles.c.edited_at)
    return {
        (row.topic, row.language): Standing(row.starter, row.edited_at is not None)
        for row in reader.run(statement)
    }


def store_starter(unit: Unit, article: Article, starter: str, *, known: bool) -> None:
    """Write an article as the brand ships it, in the place of an earlier starter text if `known`."""
    values = {**_values(article), "starter": starter, "changed_at": unit.now, "edited_at": None}
    if known:
        unit.run(_of(update(articles), article).values(values))
    else:
        unit.run(insert(articles).values(values))


def store_edited(unit: Unit, article: Article) -> bool:
    """Write an article as somebody edited it; False if there is none of its topic and language."""
    values = {**_values(article), "changed_at": unit.now, "edited_at": unit.now}
    return unit.run(_of(update(articles), article).values(values)).rowcount > 0


def index_article(unit: Unit, article: Article, fields: Mapping[str, list[str]]) -> None:
    """Put the article's token streams in the place of what the index holds of it."""
    key = {"topic": article.topic, "language": article.language}
    unit.run(_UNINDEX, key)
    unit.run(_INDEX, {**key, **{field: _marked(article.language, fields[field]) for field in FIELDS}})


def count_terms(reader: Reader, language: str, terms: Sequence[str]) -> Counts:
    total = reader.run(select(func.count()).where(articles.c.language == language)).scalar_one()
    mark = _mark(language)
    rows = reader.run(_COUNT_TERMS, {"terms": [mark + term for term in terms]})
    return Counts(total, {row.term.removeprefix(mark): row.doc for row in rows})


def find_candidates(reader: Reader, language: str, terms: Sequence[str], limit: int) -> list[Candidate]:
    """At most `limit` articles of the language that hold any of the terms, the likeliest."""
    if not terms:
        return []
    asked = {_mark(language) + term: term for term in terms}
    wanted = " OR ".join(f'"{word}"' for word in asked)
    rows = reader.run(_FIND_CANDIDATES, {"wanted": wanted, "limit": limit})
    return [weigh(row.topic, {field: getattr(row, field).split() for field in FIELDS}, asked) for row in rows]


def _of(statement: Any, article: Article) -> Any:
    return statement.where(articles.c.topic == article.topic, articles.c.language == article.language)


def _values(article: Article) -> dict[str, Any]:
    return {
        "topic": article.topic,
        "language": article.language,
        "category": article.category,
        "title": article.title,
        "answer": article.answer,
        "keeper": article.keeper,
        "review": article.review,
        "body": article.body,
        **{name: json.dumps(getattr(article, name), ensure_ascii=False) for name in _LISTS},
    }


def _article(row: Mapping[Any, Any]) -> Article:
    return Article(
        topic=row["topic"],
        language=row["language"],
        title=row["title"],
        answer=row["answer"],
        keeper=row["keeper"],
        review=row["review"],
        body=row["body"],
        changed_at=row["changed_at"],
        **{name: tuple(json.loads(row[name])) for name in _LISTS},
    )


def _mark(language: str) -> str:
    return f"{language.lower()}:"


def _marked(language: str, terms: Sequence[str]) -> str:
    mark = _mark(language)
    return " ".join(mark + term for term in terms)


_LISTS = ("steps", "needs", "warnings", "related", "questions")
_UNINDEX = text("DELETE FROM knowledge_search WHERE topic = :topic AND language = :language")
_INDEX = text(
    "INSERT INTO knowledge_search (topic, language, title, questions, answer, detail) "
    "VALUES (:topic, :language, :title, :questions, :answer, :detail)"
)
_COUNT_TERMS = text("SELECT term, doc FROM knowledge_vocabulary WHERE term IN :terms").bindparams(
    bindparam("terms", expanding=True)
)
_FIND_CANDIDATES = text(
    "SELECT topic, title, questions, answer, detail FROM knowledge_search "
    "WHERE knowledge_search MATCH :wanted "
    "ORDER BY bm25(knowledge_search, 0, 0, 2.0, 1.0, 1.0, 0.3) LIMIT :limit"
)
