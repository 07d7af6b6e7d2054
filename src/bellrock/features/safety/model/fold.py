"""Text in the form detectors read, and the way back to where a finding stood in the text as typed.

Folding works character by character and depends on no neighbour, so a place in the folded text always has one
place in the input. It takes away what shows nothing (zero-width and direction characters, variation
selectors) and accents, composed or not; it makes full-width, mathematical and other digits and letters plain,
katakana hiragana, Hangul its letters, every dash and space the ASCII one. Case is kept: Base58 needs it.
"""

import re
import unicodedata
from copy import copy

# Stands for what must not be read again: a masked value, and the sign of a mask token. A letter that is in no
# word list, no number and no label, so it parts words, runs and context without any rule of its own.
BARRIER = "\u02ac"
MASK_SIGN = "\u25a0"


class Folded:
    """A text as detectors read it: `text` keeps case, `lowered` does not; positions are the same in both."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._is_changed = _NEEDS_FOLDING.search(source) is not None
        self._origins: list[int] = []
        self.text = source.translate(_TABLE) if self._is_changed else source
        self.lowered = self.text.lower()
        # Between words, invisible characters may be the only gap.
        self.has_hidden = self._is_changed and _HIDDEN.search(source) is not None
        self.has_long_token = _LONG_TOKEN.search(self.text) is not None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded stretch start..end (not empty) stood in the input, with its marks."""
        if not self._is_changed:
            return start, end
        if not self._origins:
            self._origins = _origins(self._source)
        following = self._origins[end] if end < len(self._origins) else len(self._source)
        return self._origins[start], max(self._origins[end - 1] + 1, following)

    def covered(self, spans: list[tuple[int, int]]) -> "Folded":
        """Return the same text with each of the stretches made a barrier, all positions kept."""
        if not spans:
            return self
        other = copy(self)
        other.text, other.lowered = _cover(self.text, spans), _cover(self.lowered, spans)
        return other


def fold_word(word: str) -> str:
    """Return a word in the form in which words stand in `Folded.lowered`."""
    return word.translate(_TABLE).lower()


def _cover(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            first = max(start, done)
            pieces += [text[done:first], BARRIER * (end - first)]
            done = end
    return "".join([*pieces, text[done:]])


def _origins(source: str) -> list[int]:
    origins: list[int] = []
    for place, character in enumerate(source):
        origins += [place] * len(character.translate(_TABLE))
    return origins


def _fold_character(character: str) -> str:
    special = _SPECIAL.get(character)
    if special is not None:
        return special
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    parts = unicodedata.normalize("NFKD", character)
    return "".join(_plain(part) for part in parts)


def _plain(part: str) -> str:
    category = unicodedata.category(part)
    if part in _SPECIAL:
        return _SPECIAL[part]
    if category in _DROPPED:
        return ""
    if category == "Pd":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    return chr(ord(part) - 0x60) if "\u30a1" <= part <= "\u30f6" else part


def _table() -> dict[int, str]:
    stretches = (
        range(0x3400),
        range(0xA000, 0xAC00),  # Yi to Cherokee letters, with small marks among them
        range(0xAC00, 0xD7B0),  # Hangul syllables
        range(0xF900, 0x10000),  # compatibility Han, presentation forms, half and full width
        range(0x10000, 0x11000),
        range(0x1D400, 0x1D800),  # mathematical letters and digits
        range(0x1E000, 0x1F200),
        range(0x1FBF0, 0x1FBFA),
        range(0x2F800, 0x2FA20),
        range(0xE0000, 0xE01F0),  # tags and variation selectors
    )
    folded = {code: _fold_character(chr(code)) for stretch in stretches for code in stretch}
    return {code: plain for code, plain in folded.items() if plain != chr(code)}


_DROPPED = frozenset({"Cc", "Cf", "Mn", "Me"})
_SPECIAL = {
    "\n": "\n",
    "\r": "\r",
    "\t": "\t",
    **dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85", "\n"),
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2212": "-",
    "\u2800": " ",
    "\u0131": "i",  # Turkish words are typed with either i
    MASK_SIGN: BARRIER,
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),
}
_TABLE = _table()
# No key is shorter; a cheap test that spares most messages the searches for keys.
_LONG_TOKEN = re.compile("[0-9A-Za-z]{50}")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
# Most messages are ASCII or plain Chinese with its punctuation: folding would change nothing that a detector
# reads, and one search is far cheaper than a translation.
_NEEDS_FOLDING = re.compile(
    "[^\n\r\t\x20-\x7e\u3001\u3002\u300a\u300b\u300c-\u300f\u3010\u3011\u4e00-\u9fff"
    "\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u2018\u2019\u201c\u201d\u2026]"
)
