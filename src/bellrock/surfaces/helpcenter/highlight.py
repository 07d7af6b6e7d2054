"""Marking the words of a question where a text says them."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from bellrock.features.knowledge.model import query_tokens
from bellrock.kit.text import fold, is_han, tokens

_PIECE = re.compile(r"[^\W_]+|[\W_]+")
_SHORTEST_WORD = 3


def marked(text: str, query: str) -> Markup:
    """Return `text` as HTML with <mark> around what `query` asks for; everything else is escaped."""
    wanted = frozenset(query_tokens(query))
    html = Markup("")
    for piece, hit in _joined(_pieces(text, wanted)):
        html += Markup("<mark>{}</mark>").format(piece) if hit else escape(piece)
    return html


def _pieces(text: str, wanted: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for run in _PIECE.findall(text):
        if any(is_han(character) for character in run):
            yield from _han(run, wanted)
        else:
            yield run, len(run) >= _SHORTEST_WORD and any(token in wanted for token in tokens(run))


def _han(run: str, wanted: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """A pair of characters marks both; a single one marks nothing, it would mark half the page."""
    folded = [fold(character) for character in run]
    hit = [False] * len(run)
    for place in range(len(run) - 1):
        if folded[place] + folded[place + 1] in wanted:
            hit[place] = hit[place + 1] = True
    yield from zip(run, hit, strict=True)


def _joined(pieces: Iterator[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    text, state = "", False
    for piece, hit in pieces:
        if hit != state and text:
            yield text, state
            text = ""
        text, state = text + piece, hit
    if text:
        yield text, state
