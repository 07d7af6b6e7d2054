"""Seed phrases in the alphabetic BIP-39 lists: twelve or more words of one list in a row, checksum or not.

Run length is the precision tool, not the checksum: one random window in sixteen passes the checksum of twelve
words, while a million words of English prose hold one run of twelve list words at most. Only a run that
repeats a few words, as program text does, needs the checksum. Numbers, punctuation, line ends and short words
of another script (labels) may stand between the words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bellrock.features.safety.model.fold import BARRIER, Folded
from bellrock.features.safety.model.word_lists import LONGEST_WORD, PHRASE_SIZES, PLACES, has_checksum

Span = tuple[int, int]


def find_seed_phrases(folded: Folded) -> list[Span]:
    """Return the stretches of the folded text that are seed phrases in an alphabetic list."""
    lowered = folded.lowered
    spans: list[Span] = []
    for script in _SCRIPTS if not lowered.isascii() else _SCRIPTS[:1]:
        tokens = script.findall(lowered)
        if len(tokens) >= _SHORTEST_PHRASE and _has_run(tokens):
            spans += [(numbered_start(lowered, start), end) for start, end in _phrases(script, lowered)]
    if folded.has_hidden or _GLUED.search(lowered):
        for script in _SCRIPTS:
            for letters, places in _streams(script, lowered):
                found = _merged(_glued_phrases(letters, places))
                spans += [_whole_tokens(places, start, end) for start, end in found]
    return spans


def numbered_start(text: str, start: int) -> int:
    """Return where the number of a numbered list's first word begins, or `start` where there is none."""
    number = _FIRST_NUMBER.search(text[max(0, start - 6) : start])
    return start - len(number.group()) if number else start


class _Chain(NamedTuple):
    """Words of one list that follow each other; `rest` is the chain before the last word."""

    start: int
    length: int
    word: str
    rest: "_Chain | None"


def _has_run(tokens: list[str]) -> bool:
    return _FULL_RUN in bytes([token in PLACES for token in tokens if token not in _CONNECTORS])


def _spaced_words(script: re.Pattern[str], text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word with its start and end; a gap too wide for a phrase yields as a word of no list."""
    last_end = 0
    for match in script.finditer(text):
        if match.group() not in _CONNECTORS:
            if match.start() - last_end > _WIDEST_GAP:
                yield BARRIER, last_end, match.start()
            yield match.group(), *match.span()
            last_end = match.end()


def _phrases(script: re.Pattern[str], text: str) -> Iterator[Span]:
    chains: dict[int, _Chain] = {}  # by list: words of different lists do not make a phrase
    for word, start, end in _spaced_words(script, text):
        chains = {number: _longer(chains.get(number), word, start) for number in PLACES.get(word, ())}
        for number, chain in chains.items():
            if _is_phrase(chain, number):
                yield chain.start, end


def _glued_phrases(letters: str, places: list[int]) -> Iterator[Span]:
    """Yield phrases whose words may stand without any gap, or with gaps that folding took away.

    Each place keeps, by list, the longest chain of words that ends there: LONGEST_WORD look-ups a letter.
    """
    chains: list[dict[int, _Chain]] = [{} for _ in range(len(letters) + 1)]
    for end in range(_SHORTEST_WORD, len(letters) + 1):
        here = chains[end]
        for start in range(max(0, end - LONGEST_WORD), end - _SHORTEST_WORD + 1):
            word = letters[start:end]
            if places[end - 1] - places[start] >= len(word):
                continue  # a gap within the word
            for number in PLACES.get(word, ()):
                chain = _longer(chains[start].get(number), word, start)
                if number not in here or chain.length > here[number].length:
                    here[number] = chain
        for number, chain in here.items():
            if _is_phrase(chain, number):
                yield chain.start, end


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _whole_tokens(places: list[int], start: int, end: int) -> Span:
    """Return the stretch grown to its first and last gap: letters glued to a phrase may belong to it."""
    while start and places[start - 1] == places[start] - 1:
        start -= 1
    while end < len(places) and places[end] == places[end - 1] + 1:
        end += 1
    return places[start], places[end - 1] + 1


def _longer(chain: _Chain | None, word: str, start: int) -> _Chain:
    return _Chain(chain.start, chain.length + 1, word, chain) if chain else _Chain(start, 1, word, None)


def _is_phrase(chain: _Chain, number: int) -> bool:
    """Tell whether the last words of the chain are a phrase of the list of that number."""
    if chain.length < _SHORTEST_PHRASE:
        return False
    words: list[str] = []
    link: _Chain | None = chain
    while link and len(words) < PHRASE_SIZES[-1]:
        words.insert(0, link.word)
        link = link.rest
    if len(set(words[-_SHORTEST_PHRASE:])) >= _DISTINCT:
        return True
    indexes = [PLACES[word][number] for word in words]
    return any(size <= len(words) and has_checksum(indexes[-size:]) for size in PHRASE_SIZES)


def _streams(script: re.Pattern[str], text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the letters of one script without their gaps, and where each stood; a wide gap ends a stream."""
    letters: list[str] = []
    places: list[int] = []
    for match in script.finditer(text):
        token = match.group()
        if places and (token == BARRIER or match.start() - places[-1] > _WIDEST_GAP):
            yield "".join(letters), places
            letters, places = [], []
        letters.append(token)
        places += range(*match.span())
    if letters:
        yield "".join(letters), places


_SHORTEST_PHRASE = PHRASE_SIZES[0]
_SHORTEST_WORD = 3
_FULL_RUN = b"\x01" * _SHORTEST_PHRASE
_DISTINCT = 10  # of twelve words drawn at random, fewer differ in five phrases of a million
# Words that people put into a list of words ("... and zoo"), and the names of list tags in pasted pages.
_CONNECTORS = frozenset({"and", "no", "nr", "li", "br", "et", "e", "y"}) - PLACES.keys()
_WIDEST_GAP = 16
_FIRST_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[(#]?[01]{1,2} ?[.)\]:：、-]?[ \t]{0,2}$")
# After folding, the words of each list are letters of one script only: Latin, Cyrillic, kana, Hangul letters.
_SCRIPTS = tuple(
    re.compile(f"[{letters}]+|{BARRIER}") for letters in ("a-z", "а-я\ufffd", "ぁ-ゖ", "\u1100-\u11ff")
)
_GLUED = re.compile("[a-zа-я\ufffd]{36}|[ぁ-ゖ]{36}|[\u1100-\u11ff]{48}")
