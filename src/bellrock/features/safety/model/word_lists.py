"""The twelve BIP-39 word lists, read from the package that carries them, and the one look-up made of them."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from bellrock.features.safety.errors import UnknownList
from bellrock.features.safety.model.fold import fold_word

LIST_NAMES = (
    "english",
    "chinese_simplified",
    "chinese_traditional",
    "japanese",
    "korean",
    "spanish",
    "french",
    "italian",
    "portuguese",
    "czech",
    "russian",
    "turkish",
)
# The package's Russian list lost a letter of this word; what was made with the package writes it so too.
_DAMAGED, _MENDED = "сно\ufffd\ufffdа", "снова"
_HAN_LISTS = ("chinese_simplified", "chinese_traditional")


@cache
def words(list_name: str) -> tuple[str, ...]:
    """Return the 2048 words of a list, in its order and as it spells them (in NFKD).

    Raises UnknownList for a name that is not in LIST_NAMES.
    """
    if list_name not in LIST_NAMES:
        raise UnknownList(list=list_name[:40])
    file = files("mnemonic") / "wordlist" / f"{list_name}.txt"
    return tuple(file.read_text(encoding="utf-8").replace(_DAMAGED, _MENDED).split())


def has_checksum(indexes: list[int]) -> bool:
    """Tell whether the words of these indexes, a PHRASE_SIZES number of them, end in BIP-39's checksum."""
    number = 0
    for index in indexes:
        number = number << 11 | index
    checksum_bits = len(indexes) // 3
    entropy = (number >> checksum_bits).to_bytes(checksum_bits * 4, "big")
    return number & (1 << checksum_bits) - 1 == sha256(entropy).digest()[0] >> 8 - checksum_bits


def _alphabetic() -> dict[str, dict[int, int]]:
    places: dict[str, dict[int, int]] = {}
    for number, name in enumerate(name for name in LIST_NAMES if name not in _HAN_LISTS):
        for index, word in enumerate(words(name)):
            places.setdefault(fold_word(word), {})[number] = index
    return places | {_DAMAGED: places[_MENDED]}


PHRASE_SIZES = (12, 15, 18, 21, 24)
# Folded word -> list number -> index in that list: a hundred words are in the English and the French list.
PLACES = _alphabetic()
LONGEST_WORD = max(map(len, PLACES))
# For each Chinese list: character -> its index. The two lists run side by side, commonest character first.
HAN_INDEXES = tuple({character: index for index, character in enumerate(words(name))} for name in _HAN_LISTS)
