"""An article's file, Markdown under YAML front matter, turned into an Article or refused with its mend."""

import datetime
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from bellrock.features.brand.model import variables_in
from bellrock.features.knowledge.errors import BadArticle
from bellrock.features.knowledge.model.article import NEEDS, Article
from bellrock.kit.plain_yaml import PlainYamlError, read_yaml

LARGEST_FILE = 64 * 1024
MOST_SENTENCES = 3
_REQUIRED = ("topic", "title", "answer", "keeper", "review", "questions")
_LISTS = ("steps", "needs", "warnings", "related", "questions")
_KEYS = ("topic", "title", "answer", "steps", "needs", "warnings", "related", "keeper", "review", "questions")
_LONGEST = {"title": 120, "answer": 1_200, "keeper": 64}
_LONGEST_ITEM = 600
_MOST_ITEMS = 60
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n(.*))?", re.DOTALL)
_SENTENCE_END = re.compile(r"[。！？!?]+|\.(?=\s|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ROLE = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Rules:
    """What an article may name: topics of the brand and its variables."""

    topics: Container[str]
    variables: Container[str]


def parse_article(file: str, language: str, text: str, rules: Rules) -> Article:
    """Return the article written in `text`; raises BadArticle. `file` is its name, TOPIC.md."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_FILE:
        raise BadArticle(file, "file", f"it is larger than {LARGEST_FILE} bytes; an article is shorter")
    parts = _FRONT.fullmatch(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    if parts is None:
        raise BadArticle(file, "file", "it must begin with front matter between two lines of ---")
    try:
        front = read_yaml(parts.group(1), LARGEST_FILE)
    except PlainYamlError as error:
        raise BadArticle(file, "front matter", str(error)) from error
    return _Reading(file, rules).article(front, language, (parts.group(2) or "").strip())


class _Reading:
    """One file's front matter, read key by key; the first fault ends it."""

    def __init__(self, file: str, rules: Rules) -> None:
        self._file = file
        self._rules = rules

    def article(self, front: Any, language: str, body: str) -> Article:
        if not isinstance(front, dict):
            raise self._bad("front matter", "it must hold keys with values, such as title: ...")
        for key in front:
            if key not in _KEYS:
                raise self._bad(key, f"this key is unknown; the keys are {', '.join(_KEYS)}")
        for key in _REQUIRED:
            if front.get(key) in (None, "", []):
                raise self._bad(key, "it is missing; every article has it")
        lists = {key: self._list(key, front.get(key)) for key in _LISTS}
        article = Article(
            topic=self._topic(front["topic"]),
            language=language,
            title=self._text("title", front["title"]),
            answer=self._answer(front["answer"]),
            steps=lists["steps"],
            needs=lists["needs"],
            warnings=lists["warnings"],
            related=lists["related"],
            keeper=self._keeper(front["keeper"]),
            review=self._day(front["review"]),
            questions=lists["questions"],
            body=self._known_variables("body", body),
        )
        self._check_names(article)
        return article

    def _bad(self, key: object, reason: str) -> BadArticle:
        return BadArticle(self._file, str(key), reason)

    def _topic(self, value: Any) -> str:
        if value not in self._rules.topics:
            raise self._bad("topic", f"{value!r} is not a topic of topics.yaml")
        if self._file != f"{value}.md":
            raise self._bad("topic", f"the file of this topic is named {value}.md")
        return str(value)

    def _text(self, key: str, value: Any, longest: int | None = None) -> str:
        if not isinstance(value, str):
            raise self._bad(key, f"{value!r} is not text; put it in quotes")
        line = " ".join(value.split())
        limit = longest or _LONGEST[key]
        if not line or len(line) > limit:
            raise self._bad(key, f"it must have 1 to {limit} characters")
        if _CONTROL.search(value):
            raise self._bad(key, "it holds a control character; remove it")
        return self._known_variables(key, line)

    def _known_variables(self, key: str, text: str) -> str:
        for name in sorted(variables_in(text)):
            if name not in self._rules.variables:
                raise self._bad(key, f"{{{{ {name} }}}} is not a variable of brand.yaml; add it there")
        return text

    def _answer(self, value: Any) -> str:
        answer = self._text("answer", value)
        if len(_SENTENCE_END.findall(answer)) > MOST_SENTENCES:
            raise self._bad(
                "answer", f"it must have at most {MOST_SENTENCES} sentences; move more to the body"
            )
        return answer

    def _list(self, key: str, value: Any) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > _MOST_ITEMS:
            raise self._bad(key, f"it must be a list of at most {_MOST_ITEMS} lines that begin with -")
        items = tuple(self._text(key, item, _LONGEST_ITEM) for item in value)
        if len(set(items)) < len(items):
            raise self._bad(key, "one line stands twice; remove it")
        return items

    def _keeper(self, value: Any) -> str:
        keeper = self._text("keeper", value)
        if not _ROLE.fullmatch(keeper):
            raise self._bad("keeper", "it must be a role such as deposits-desk, never a person's name")
        return keeper

    def _day(self, value: Any) -> str:
        if isinstance(value, datetime.date):
            return value.isoformat()
        raise self._bad("review", "it must be a day such as 2027-03-01")

    def _check_names(self, article: Article) -> None:
        for need in article.needs:
            if need not in NEEDS:
                raise self._bad("needs", f"{need!r} is unknown; the words are {', '.join(NEEDS)}")
        for topic in article.related:
            if topic not in self._rules.topics or topic == article.topic:
                raise self._bad("related", f"{topic!r} is not another topic of topics.yaml")
