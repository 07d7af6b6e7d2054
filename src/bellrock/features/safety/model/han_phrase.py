"""Seed phrases in the two Chinese BIP-39 lists, whose words are the 2048 commonest characters.

Many a Chinese message holds twelve list characters in a row, so a run alone proves nothing. Three things part
a phrase from prose: the checksum of a stretch of 12, 15, 18, 21 or 24 characters; gaps between all of them;
and surprise, which says how much likelier the characters are as draws from the list than as prose: prose is
made of everyday words and of the list's first characters, a phrase of neither.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, pairwise
from math import log

from bellrock.features.safety.model.fold import BARRIER, Folded
from bellrock.features.safety.model.seed_phrase import numbered_start
from bellrock.features.safety.model.word_lists import HAN_INDEXES, PHRASE_SIZES, has_checksum

Span = tuple[int, int]


def find_han_phrases(folded: Folded) -> list[Span]:
    """Return the stretches of the folded text that are seed phrases in Chinese characters."""
    text = folded.lowered
    spans: list[Span] = []
    for match in _RUN.finditer(text):
        places = [place for place in range(*match.span()) if text[place] in _INDEX]
        indexes = [_INDEX[text[place]] for place in places]
        has_gaps = folded.has_hidden or len(match.group()) > len(places) * 3 // 2
        # Everyday words only lower the surprise: this bound rules most prose out at a small part of the cost.
        if has_gaps or _highest(accumulate(map(_BOUND.__getitem__, indexes), initial=0.0)) >= _UNLIKE_PROSE:
            run = _Run.of(folded, places, indexes)
            found = [(places[first], places[end - 1] + 1) for first, end in _phrases(run)]
            spans += [(numbered_start(text, start), end) for start, end in found]
    return spans


def _highest(sums: Iterable[float]) -> float:
    """Return the highest surprise of any twelve neighbours, given the running sums."""
    values = list(sums)
    return max(later - earlier for later, earlier in zip(values[PHRASE_SIZES[0] :], values, strict=False))


@dataclass(frozen=True)
class _Run:
    """List characters that follow each other with small gaps at most; `sums` and `gaps` run over them."""

    text: str
    places: list[int]
    indexes: list[int]
    sums: list[float]  # surprise of the first n characters
    gaps: list[int]  # number of gaps before each character, as typed: hidden characters are gaps too

    @classmethod
    def of(cls, folded: Folded, places: list[int], indexes: list[int]) -> "_Run":
        sources = [folded.source_span(place, place + 1)[0] for place in places]
        gaps = accumulate((later - earlier > 1 for earlier, later in pairwise(sources)), initial=0)
        sums = accumulate(_surprise(indexes), initial=0.0)
        return cls(folded.lowered, places, indexes, list(sums), list(gaps))


def _phrases(run: _Run) -> Iterator[Span]:
    """Yield the first character and the end, counted within the run, of each stretch that is a phrase."""
    for size in PHRASE_SIZES:
        for first in range(len(run.places) - size + 1):
            gaps = run.gaps[first + size - 1] - run.gaps[first]
            surprise = run.sums[first + size] - run.sums[first]
            if gaps == size - 1:
                if surprise >= _UNLIKE_PROSE or has_checksum(run.indexes[first : first + size]):
                    yield first, first + size
            elif surprise >= _UNLIKE_PROSE and surprise >= _enough(run, first, size):
                yield first, first + size


def _enough(run: _Run, first: int, size: int) -> float:
    """Return how much surprise makes characters that stand together a phrase, given what else speaks for it.

    Of random phrases of twelve, one in ten thousand has a surprise below 2.9, one in a hundred below 10.8.
    """
    start, end = run.places[first], run.places[first + size - 1] + 1
    longer = size - PHRASE_SIZES[0]  # each further character of a phrase adds to its surprise
    is_free = not (_JOINED.match(run.text, start - 1) if start else None) and not _JOINED.match(run.text, end)
    if not has_checksum(run.indexes[first : first + size]):
        return _STRANGE + longer if is_free and run.gaps[first] == run.gaps[first + size - 1] else _NEVER
    if not _is_evenly_grouped(run.gaps[first : first + size]):
        return _NEVER
    if is_free or _is_labelled(run.text, start, end):
        return _UNLIKE_PROSE
    return _QUITE_UNLIKE_PROSE + longer


def _is_labelled(text: str, start: int, end: int) -> bool:
    ahead = text[max(0, start - 30) : start].rpartition(BARRIER)[2]
    behind = text[end : end + 15].partition(BARRIER)[0]
    return _LABEL.search(ahead) is not None or _LABEL.search(behind) is not None


def _is_evenly_grouped(gaps: list[int]) -> bool:
    """Tell whether the characters stand in groups of one size; prose has clauses of all lengths."""
    return len(set(Counter(gaps).values())) == 1


def _surprise(indexes: list[int]) -> list[float]:
    """Return for each character how much likelier (natural logarithm) it is from the list than in prose.

    Prose is taken as the cheapest way to write the stretch with everyday words and single characters; what a
    word costs is spread evenly over its characters.
    """
    text = "".join(_SIMPLIFIED[index] for index in indexes)
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost of the prefix, length of its last word
    for end in range(1, len(text) + 1):
        choice = (best[end - 1][0] + _CHARACTER_COST[text[end - 1]], 1)
        for length in range(2, min(_LONGEST_WORD, end) + 1):
            if text[end - length : end] in _EVERYDAY:
                choice = min(choice, (best[end - length][0] + _WORD_COST, length))
        best.append(choice)
    surprise: list[float] = []
    end = len(text)
    while end:
        cost, length = best[end]
        surprise += [(cost - best[end - length][0]) / length - _DRAW_COST] * length
        end -= length
    return surprise[::-1]


def _everyday_words() -> frozenset[str]:
    text = (files(__package__) / "han_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _character_costs() -> dict[str, float]:
    """Half of the weight goes by place in the list (Zipf), half by how often our everyday words have it."""
    zipf = {character: 1 / (index + 20) for index, character in enumerate(_SIMPLIFIED)}
    counts = Counter("".join(_EVERYDAY))
    ranks, uses = sum(zipf.values()), counts.total()
    return {
        character: -log(_SINGLE * (weight / ranks + counts[character] / uses) / 2)
        for character, weight in zipf.items()
    }


_SIMPLIFIED = tuple(HAN_INDEXES[0])
# The two lists agree on the index of every character they share.
_INDEX = HAN_INDEXES[1] | HAN_INDEXES[0]
_EVERYDAY = _everyday_words()
_LONGEST_WORD = max(map(len, _EVERYDAY))
_SINGLE = 0.4  # the part of prose that is written outside the everyday words
_CHARACTER_COST = _character_costs()
_WORD_COST = -log((1 - _SINGLE) / len(_EVERYDAY))
_DRAW_COST = log(len(_SIMPLIFIED))
_BOUND = [_CHARACTER_COST[character] - _DRAW_COST for character in _SIMPLIFIED]

_UNLIKE_PROSE = 0.0
_QUITE_UNLIKE_PROSE = 9.0
_STRANGE = 16.0
_NEVER = float("inf")
# A masked neighbour counts as joined, or what a mask lays bare would be judged anew.
_JOINED = re.compile(f"[\u3400-\u4dbf\u4e00-\u9fff{BARRIER}]")
_LABEL = re.compile(
    "助[记記憶忆]|[记記]憶?[词詞]|恢[复復]|[种種]子|私[钥鑰]|[备備]份|[导導]入|匯入.?錢包"
    "|mnemonic|seed|recovery|phrase|backup words|bip-?39"
)
_RUN = re.compile(rf"(?:[{''.join(_INDEX)}][\W\d_]{{0,6}}){{12,}}")
