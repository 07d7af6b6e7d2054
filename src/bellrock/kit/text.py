"""Text made comparable: one folding and one stream of tokens for every index and every question.

`fold` makes two spellings of the same text equal: compatibility forms, case, traditional and simplified
characters, invisible characters, runs of white space. `tokens` cuts folded text into lightly stemmed words,
numbers, and single and paired Han characters. Both are pure, total (any string is accepted) and `fold` is
idempotent; a thousand characters take well under a millisecond.
"""

import re
import unicodedata
from importlib.resources import files
from itertools import pairwise

__all__ = ["fold", "is_han", "tokens"]


def fold(text: str) -> str:
    """Return `text` in its comparable form: NFKC, lower case, simplified, visible, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    visible = text.translate(_INVISIBLE)
    # Lower case can leave a sequence that NFKC would compose, so it is normalised on both sides of it.
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).lower())
    return " ".join(lowered.translate(_FOLDED).split())


def tokens(text: str) -> list[str]:
    """Return the tokens of `text` in reading order, repeats kept.

    A run of n Han characters gives n single characters and n-1 pairs; other letters and digits give words
    (English endings removed) and numbers (thousands marks removed). Punctuation ends a run and gives nothing.
    """
    found: list[str] = []
    for match in _PIECE.finditer(fold(text)):
        piece = match.group()
        if match.lastgroup == "han":
            found.extend(piece)
            found.extend(map("".join, pairwise(piece)))
        elif match.lastgroup == "number":
            found.append(piece.replace(",", ""))
        else:
            found.append(_word(piece))
    return found


def is_han(character: str) -> bool:
    """Tell whether the one character given is a Han character."""
    return _HAN_CHARACTER.match(character) is not None


def _word(piece: str) -> str:
    bare = piece.removesuffix("'s").removesuffix("’s").replace("'", "").replace("’", "").replace("-", "")
    return _stem(bare) if bare.isascii() and bare.isalpha() else bare


def _stem(word: str) -> str:
    """Remove the commonest English endings so that 'deposits', 'deposited' and 'depositing' meet."""
    if len(word) <= 3:
        return word
    word = _without_plural(word)
    if word.endswith(("ification", "ified")):
        return word[: word.rindex("ifi")] + "ify"
    for ending, shortest in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= shortest and _VOWEL.search(stem):
            word = stem
            break
    if len(word) > 3 and word[-1] == "e":
        return word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiosu":
        return word[:-1]
    return word


def _without_plural(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_sight() -> dict[int, None]:
    """Characters that show nothing: format characters, variation selectors and blank fillers."""
    fillers = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0}
    selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    # Format characters live in these two stretches only; walking all of Unicode would slow every start.
    planes = (*range(0x20000), *range(0xE0000, 0xE1000))
    formats = {code for code in planes if unicodedata.category(chr(code)) == "Cf"}
    return dict.fromkeys(fillers | selectors | formats)


def _simplified() -> dict[int, str]:
    """Traditional to simplified, character by character, from OpenCC's own table.

    One `str.translate` is some hundred times faster than a converter call; the few phrases that a
    character table turns differently are turned the same way in the index and in the question.
    """
    table: dict[str, str] = dict(_VARIANTS)
    lines = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        traditional, _, choices = line.partition("\t")
        first = choices.split(" ")[0]
        if len(traditional) == 1 and len(first) == 1 and traditional not in table:
            table[traditional] = first
    settled = {ord(source): _settle(table, source) for source in table}
    return {code: target for code, target in settled.items() if target != chr(code)}


def _settle(table: dict[str, str], character: str) -> str:
    seen = {character}
    while (following := table.get(character, character)) not in seen:
        seen.add(following)
        character = following
    return character


# Written differently by place or by habit, and left apart by the table.
_VARIANTS = dict(zip("著瞭鍊佔祇衹帐覆戸藉擡", "着了链占只只账复户借抬", strict=True))
_ENDINGS = (("ation", 5), ("ing", 3), ("ed", 3), ("al", 5))
_VOWEL = re.compile("[aeiouy]")
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_LETTER = rf"[^\W_{_HAN}]"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    rf"|(?P<number>\d+(?:[.,]\d+)*(?!{_LETTER}))"
    rf"|(?P<word>(?:[a-z]-(?=[a-z]))?{_LETTER}+(?:['’]{_LETTER}+)*)"
)
_INVISIBLE = _without_sight()
_FOLDED: dict[int, str | None] = {**_simplified(), **_INVISIBLE}
