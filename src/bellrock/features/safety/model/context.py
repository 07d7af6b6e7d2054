"""What the words around a value say it is: a secret, something harmless, or nothing at all.

64 hexadecimal digits are a private key or a transaction, 16 digits a card or an order: only words tell which.
"""

import re
from typing import Literal

from bellrock.features.safety.model.fold import BARRIER

Reading = Literal["sensitive", "harmless", "unexplained"]

# More than a dozen digits, the separators that people put between them included.
LONG_NUMBER = r"[0-9](?:[ \t\n\r.\-]{0,2}[0-9]){12,}"


def labels(
    *, sensitive: str, harmless: str, faint_sensitive: str = "", faint_harmless: str = ""
) -> re.Pattern[str]:
    """Return the pattern of all words that name a value; a faint one loses against a plain one nearby."""
    groups = {
        "harmless": harmless,
        "sensitive": sensitive,
        "faint_harmless": faint_harmless,
        "faint_sensitive": faint_sensitive,
    }
    pattern = "|".join(f"(?P<{name}>{words})" for name, words in groups.items() if words)
    return re.compile(pattern, re.ASCII)  # or \b would not fire between a Latin and a Han letter


def read(names: re.Pattern[str], lowered: str, start: int, end: int, *, reach: int) -> Reading:
    """Return what the nearest label within `reach` characters says of the value at start..end.

    A label does not reach over another long value, which it would name first, nor over a masked one.
    """
    ahead = _PARTITION.split(lowered[max(0, start - reach) : start])[-1]
    behind = _PARTITION.split(lowered[end : end + reach // 2])[0]
    nearest, reading = 2 * reach + _SENTENCE, "unexplained"
    for match in names.finditer(ahead):
        distance = len(ahead) - match.end() + _handicap(match.lastgroup, ahead[match.end() :])
        if distance <= nearest:
            nearest, reading = distance, match.lastgroup or ""
    for match in names.finditer(behind):
        distance = match.start() + _BEHIND + _handicap(match.lastgroup, behind[: match.start()])
        if distance < nearest:
            nearest, reading = distance, match.lastgroup or ""
    return (
        "unexplained" if reading == "unexplained" else "sensitive" if "sensitive" in reading else "harmless"
    )


def is_in_link(lowered: str, start: int) -> bool:
    """Tell whether the value at `start` stands inside a web address."""
    return _LINK.search(lowered[max(0, start - 200) : start]) is not None


class Series:
    """Readings of values in the order of the text: in a list, a label at its head or foot counts for all."""

    def __init__(self, lowered: str) -> None:
        self._lowered = lowered
        self._end = -_LIST_GAP - 1
        self._last: Reading = "unexplained"

    def settle(self, own: Reading, start: int, end: int) -> Reading:
        """Return what the value at start..end, read alone as `own`, is where it stands; call in order."""
        is_listed = start - self._end <= _LIST_GAP and not _WORD.search(self._lowered, self._end, start)
        if is_listed and own == "unexplained":
            own = self._last
        elif is_listed and "harmless" in (own, self._last):
            own = "harmless"
        self._end, self._last = end, own
        return own


def _handicap(group: str | None, between: str) -> int:
    faint = _FAINT if group and group.startswith("faint") else 0
    return faint + (_SENTENCE if _SENTENCE_END.search(between) else 0)


_FAINT = 20
_SENTENCE = 30
_BEHIND = 15
_LIST_GAP = 12
_WORD = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[。！？!?；;]|\.\s|\n\s*\n")
_PARTITION = re.compile(f"{BARRIER}|[0-9a-z]{{50,}}|(?<![0-9a-z]){LONG_NUMBER}")
_LINK = re.compile(
    r"(?:://|www\.|[a-z0-9]\.[a-z]{2,}/|/tx|/transaction)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*$"
)
