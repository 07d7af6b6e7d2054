from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.safety.actions import screen, words
from bellrock.features.safety.errors import UnknownList
from bellrock.features.safety.model import LIST_NAMES
from tests.features.safety.made import CHINESE, ZERO_WIDTH, dice, seed_phrase, written

ALPHABETIC = tuple(name for name in LIST_NAMES if name not in CHINESE)


@pytest.mark.parametrize("list_name", LIST_NAMES)
@given(dice=dice())
def test_every_list_in_every_way_of_writing(list_name: str, dice: Random) -> None:
    phrase = written(dice, seed_phrase(dice, list_name))
    assert screen(f"these are my words: {phrase}").text == "these are my words: [■ seed_phrase]"


@pytest.mark.parametrize("list_name", CHINESE)
@given(
    dice=dice(), sentence=st.sampled_from(["{}", "我的助记词是{}，打不开", "备份词：{}", "恢復詞{}沒有用"])
)
def test_chinese_without_spaces(list_name: str, dice: Random, sentence: str) -> None:
    phrase = "".join(seed_phrase(dice, list_name))
    masked = screen(sentence.format(phrase)).text
    assert phrase not in masked
    assert "[■ seed_phrase]" in masked


@pytest.mark.parametrize("list_name", CHINESE)
@pytest.mark.parametrize("size", [2, 3, 4, 6])
@given(dice=dice())
def test_chinese_in_groups(size: int, list_name: str, dice: Random) -> None:
    phrase = seed_phrase(dice, list_name, words=dice.choice((12, 24)))
    groups = " ".join("".join(phrase[at : at + size]) for at in range(0, len(phrase), size))
    masked = screen(f"seed {groups}").text
    assert masked == "seed [■ seed_phrase]"


@pytest.mark.parametrize("list_name", ALPHABETIC)
@given(dice=dice())
def test_words_without_any_gap(list_name: str, dice: Random) -> None:
    phrase = "".join(seed_phrase(dice, list_name))
    assert screen(f"123\n{phrase}\n").text == "123\n[■ seed_phrase]\n"


@pytest.mark.parametrize("list_name", ALPHABETIC)
@given(dice=dice(), hidden=st.sampled_from(ZERO_WIDTH))
def test_hidden_characters_within_and_between_words(list_name: str, dice: Random, hidden: str) -> None:
    phrase = seed_phrase(dice, list_name)
    mixed = "".join(word + dice.choice((hidden, f" {hidden}", f"{hidden}\n")) for word in phrase)
    split = "".join(letter + dice.choice(("", hidden)) for letter in mixed)
    for text in (mixed, split):
        assert screen(text).text.strip(f"{hidden} \n") == "[■ seed_phrase]"


@given(dice=dice(), count=st.integers(12, 40))
def test_list_words_in_a_row_are_a_phrase_whatever_their_checksum(dice: Random, count: int) -> None:
    phrase = " ".join(dice.sample(words("english"), count))
    assert screen(phrase).text == "[■ seed_phrase]"


@given(dice=dice())
def test_eleven_words_are_not_yet_one(dice: Random) -> None:
    phrase = " ".join(dice.sample(words("english"), 11))
    assert screen(f"the {phrase} of").verdict == "clean"


def test_a_phrase_that_repeats_a_word_needs_its_checksum() -> None:
    often, last = words("english")[0], words("english")[3]
    assert screen(" ".join([often] * 11 + [last])).verdict == "masked"
    assert screen(" ".join([often] * 11 + [words("english")[5]])).verdict == "clean"


@given(dice=dice())
def test_labels_of_another_script_may_stand_between(dice: Random) -> None:
    phrase = seed_phrase(dice, "english")
    listed = "，".join(f"第{number}个词 {word}" for number, word in enumerate(phrase, 1))
    assert screen(listed).text == "第1个词 [■ seed_phrase]"


@given(dice=dice())
def test_words_of_different_lists_do_not_make_a_phrase(dice: Random) -> None:
    mixed = [
        dice.choice(words(name)) for _ in range(3) for name in ("english", "czech", "turkish", "italian")
    ]
    single = {name: set(words(name)) for name in LIST_NAMES}
    if not any(set(mixed) <= members for members in single.values()):
        assert screen(" ".join(mixed)).verdict == "clean"


def test_the_damaged_word_of_the_package_and_its_mended_form_are_both_known() -> None:
    others = " ".join(words("russian")[:11])
    assert screen(f"{others} снова").text == screen(f"{others} сно\ufffd\ufffdа").text == "[■ seed_phrase]"


@pytest.mark.parametrize("list_name", LIST_NAMES)
def test_the_panel_gets_each_list(list_name: str) -> None:
    assert len(set(words(list_name))) == 2048
    assert not any("\ufffd" in word for word in words(list_name))


@pytest.mark.parametrize("list_name", ["", "klingon", "../english", "english.txt"])
def test_an_unknown_list_is_refused(list_name: str) -> None:
    with pytest.raises(UnknownList) as refusal:
        words(list_name)
    assert (refusal.value.code, refusal.value.kind) == ("safety.unknown_list", "missing")
