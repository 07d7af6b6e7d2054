"""The tables of the knowledge base."""

from sqlalchemy import Table

from bellrock.kit.db import code_column, metadata, number_column, text_column

articles = Table(
    "knowledge_articles",
    metadata,
    code_column("topic", primary_key=True),
    code_column("language", primary_key=True),
    code_column("category", index=True),
    text_column("title"),
    text_column("answer"),
    text_column("steps"),
    text_column("needs"),
    text_column("warnings"),
    text_column("related"),
    code_column("keeper"),
    code_column("review"),
    text_column("questions"),
    text_column("body"),
    code_column("starter"),
    number_column("changed_at"),
    number_column("edited_at", nullable=True),
)


def search_ddl(dialect: str) -> tuple[str, ...]:
    """Statements that make the full-text index: one row an article, a column a field, tokens of kit.text.

    Every token carries its article's language ("en:deposit"), so that the vocabulary counts articles by
    language and a question never meets another language. Raises KeyError for an unknown dialect.
    """
    return _SEARCH_DDL[dialect]


_SEARCH_DDL = {
    "sqlite": (
        "CREATE VIRTUAL TABLE knowledge_search USING fts5("
        "topic UNINDEXED, language UNINDEXED, title, questions, answer, detail, "
        "tokenize = \"unicode61 remove_diacritics 0 tokenchars ':-.'\")",
        "CREATE VIRTUAL TABLE knowledge_vocabulary USING fts5vocab(knowledge_search, row)",
    ),
}
