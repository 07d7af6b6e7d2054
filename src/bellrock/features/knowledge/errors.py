"""Refusals of the knowledge base."""

from bellrock.kit.errors import Refusal


class BadArticle(Refusal):
    """An article that cannot be taken in. Fields: file, key (the place in it) and reason, with its mend."""

    code = "knowledge.bad_article"
    kind = "invalid"

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(file=file, key=key, reason=reason)

    def __str__(self) -> str:
        return f"{self.fields['file']}: {self.fields['key']}: {self.fields['reason']}"
