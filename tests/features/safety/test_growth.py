"""A long text costs in proportion to its length, whatever it is made of. Counted, not timed."""

import re
import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any

import pytest

from bellrock.features.safety import model
from bellrock.features.safety.actions import screen, words
from tests.features.safety.made import ALPHABET, card, digits, hexadecimal

DICE = Random()
SHAPES: dict[str, Callable[[int], str]] = {
    "list words": lambda size: " ".join(DICE.choices(words("english"), k=size // 6)),
    "one list word": lambda size: "frame " * (size // 6),
    "list words glued": lambda size: "".join(DICE.choices(words("english"), k=size // 5)),
    "list characters": lambda size: "".join(DICE.choices(words("chinese_simplified"), k=size)),
    "spaced characters": lambda size: " ".join(DICE.choices(words("chinese_simplified"), k=size // 2)),
    "prose": lambda size: "我的充值一直没有到账怎么办" * (size // 13),
    "hidden": lambda size: "\u200b".join(DICE.choices(words("english"), k=size // 7)),
    "base 58": lambda size: "".join(DICE.choices(ALPHABET, k=size)),
    "starts of keys": lambda size: "K" * size,
    "keys": lambda size: "key " + "\n".join(hexadecimal(DICE) for _ in range(size // 65)),
    "digits": lambda size: " ".join(digits(DICE, size // 2)),
    "cards": lambda size: " ".join(card(DICE) for _ in range(size // 17)),
    "braces": lambda size: "{" * size + '"ciphertext" "kdf"',
    "marks": lambda size: "a" + "\u0301" * size,
    "masks": lambda size: "[■ wif] " * (size // 8),
}
QUANTIFIER = re.compile(r"[*+]|\{\d*,\}")


def operations(text: str) -> int:
    """How many lines the screen runs over `text`, calls and returns counted too."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        screen(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_about_four_times_the_work(shape: str) -> None:
    small, large = (operations(SHAPES[shape](size)) for size in (1500, 6000))
    assert large <= 8 * small + 2000  # sixteen times, were it to grow by the square


def test_no_pattern_repeats_a_repeat_without_end() -> None:
    """The one way in which a search may take exponential time."""
    patterns = {
        value.pattern
        for name, module in sys.modules.items()
        if name.startswith(model.__name__)
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    }
    assert len(patterns) > 15
    assert [pattern for pattern in patterns if has_endless_nesting(str(pattern))] == []


def has_endless_nesting(pattern: str) -> bool:
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "x", pattern)
    open_groups = [False]
    for place, letter in enumerate(bare):
        if letter == "(":
            open_groups.append(False)
        elif letter == ")":
            is_endless_inside = open_groups.pop()
            if is_endless_inside and QUANTIFIER.match(bare, place + 1):
                return True
            open_groups[-1] |= is_endless_inside
        elif QUANTIFIER.match(bare, place):
            open_groups[-1] = True
    return False


def test_the_nesting_is_recognised() -> None:
    assert has_endless_nesting(r"(?:a+b?)+")
    assert has_endless_nesting(r"((?:x*)y){3,}")
    assert not has_endless_nesting(r"(?:[+(]\+{0,2}x){12,}a+")
