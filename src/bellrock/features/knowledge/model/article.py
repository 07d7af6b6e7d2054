"""What an article is."""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from bellrock.features.brand.model import fill_variables

NEEDS = (
    "account_id",
    "order_id",
    "txid",
    "address",
    "asset",
    "amount",
    "network",
    "time",
    "screenshot",
    "device",
    "error_code",
    "problem",
    "tried",
    "desired_outcome",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One topic explained in one language.

    `title`, `answer`, `steps`, `warnings` and `questions` are plain text, `body` is Markdown; all of them may
    name the brand's {{ variables }} until `filled` puts the values in. `review` is the day (YYYY-MM-DD) by
    which `keeper`, a role, reads it again.
    """

    topic: str
    language: str
    title: str
    answer: str
    steps: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    keeper: str = ""
    review: str = ""
    questions: tuple[str, ...] = ()
    body: str = ""
    changed_at: int = 0

    @property
    def category(self) -> str:
        return self.topic.partition(".")[0]

    @property
    def slug(self) -> str:
        return self.topic.partition(".")[2]

    @property
    def url(self) -> str:
        """The address of its page in the help center."""
        return f"/{self.language}/help/{self.category}/{self.slug}"


def filled(article: Article, variables: Mapping[str, str]) -> Article:
    """Return the article as people read it, the brand's values in place. Raises KeyError for another name."""
    return replace(
        article,
        title=fill_variables(article.title, variables),
        answer=fill_variables(article.answer, variables),
        steps=tuple(fill_variables(step, variables) for step in article.steps),
        warnings=tuple(fill_variables(warning, variables) for warning in article.warnings),
        questions=tuple(fill_variables(question, variables) for question in article.questions),
        body=fill_variables(article.body, variables),
    )


def starter_hash(article: Article) -> str:
    """A fingerprint of the whole text; it changes when anything an author wrote changes."""
    return hashlib.sha256(repr(astuple(replace(article, changed_at=0))).encode()).hexdigest()
