"""Types and pure decisions of the knowledge base: articles, reading them, rendering them, ranking them."""

from bellrock.features.knowledge.model.article import NEEDS, Article, filled, starter_hash
from bellrock.features.knowledge.model.parse import Rules, parse_article
from bellrock.features.knowledge.model.rank import (
    FIELDS,
    Candidate,
    Counts,
    Ranked,
    query_tokens,
    rank,
    search_fields,
    telling,
    weigh,
)
from bellrock.features.knowledge.model.render import render_body

__all__ = [
    "FIELDS",
    "NEEDS",
    "Article",
    "Candidate",
    "Counts",
    "Ranked",
    "Rules",
    "filled",
    "parse_article",
    "query_tokens",
    "rank",
    "render_body",
    "search_fields",
    "starter_hash",
    "telling",
    "weigh",
]
