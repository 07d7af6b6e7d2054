"""What a detector reports."""

from typing import Literal

import msgspec

Kind = Literal["seed_phrase", "private_key", "wif", "xprv", "bank_card"]
Verdict = Literal["clean", "masked"]


class Finding(msgspec.Struct, frozen=True):
    """One secret: its kind and where it stood, from `start` up to but not including `end`, in code points."""

    kind: Kind
    start: int
    end: int
