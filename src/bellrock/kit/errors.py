"""The one base of every refusal: a stable code, a kind that surfaces map to a status, and fields safe to
show.
"""

from typing import ClassVar, Literal

Kind = Literal["invalid", "unauthenticated", "forbidden", "missing", "conflict", "limited", "busy"]
Field = str | int | float | bool | None | list[str]


class Refusal(Exception):
    """Something the desk will not do, said so that the caller can mend it.

    `code` is stable and reads feature.what; it is also the key of the text shown to people (area `errors`).
    `fields` may be shown to whoever asked: never put a secret, a message body or another person's data there.
    """

    code: ClassVar[str] = "desk.refused"
    kind: ClassVar[Kind] = "invalid"

    def __init__(self, **fields: Field) -> None:
        super().__init__(self.code)
        self.fields = fields


class Busy(Refusal):
    """The write queue is full: nothing was stored, and the same call may be made again shortly."""

    code = "desk.busy"
    kind = "busy"


class Misconfigured(Exception):
    """A setting, file or version that stops the start; the text names it and the mend."""
