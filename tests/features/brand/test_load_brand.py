import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.brand.actions import AREAS, load_brand
from bellrock.features.brand.model import READABLE, contrast, text_on
from bellrock.kit.errors import Misconfigured
from bellrock.kit.i18n import LANGUAGES, TextError

DEFAULT = Path(__file__).parents[3] / "brands" / "default"
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small whole pack: the default one with texts of its own."""
    for name in ("brand.yaml", "topics.yaml", "logo.svg"):
        shutil.copy(DEFAULT / name, tmp_path / name)
    for language in LANGUAGES:
        folder = tmp_path / "texts" / language
        folder.mkdir(parents=True)
        for area in AREAS:
            (folder / f"{area}.json").write_text(json.dumps({"hello": "Hello {name}", "bye.now": "Bye"}))
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal_of(pack: Path) -> str:
    with pytest.raises(Misconfigured) as caught:
        load_brand(pack)
    return str(caught.value)


def test_the_default_brand_is_whole() -> None:
    brand = load_brand(DEFAULT)
    assert brand.name("zh-TW") == "燈塔交易所"
    assert brand.product("en") == "Bellrock"
    assert brand.variables("en")["brand_name"] == "Bellrock Exchange"
    assert len(list(brand.topics)) == 156
    assert [category.id for category in brand.topics.categories][2] == "deposit"


def test_a_pack_gives_its_texts(pack: Path) -> None:
    brand = load_brand(pack)
    assert brand.text("en", "desk.hello", name="Ada") == "Hello Ada"
    assert brand.texts("zh-CN", "desk")["bye.now"] == "Bye"
    with pytest.raises(TextError):
        brand.text("en", "desk.unknown")
    with pytest.raises(TextError):
        brand.text("en", "nowhere.hello")


def test_a_topic_knows_its_place(pack: Path) -> None:
    topics = load_brand(pack).topics
    topic = topics.get("deposit.not-credited")
    assert topic is not None
    assert (topic.category, topic.slug, topic.live_data) == ("deposit", "not-credited", True)
    assert topic.names["zh-TW"] == "儲值未入帳"
    assert "deposit.not-credited" in topics
    assert "deposit.unheard-of" not in topics
    assert topics.category("nowhere") is None


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("充值", "deposit"),
        ("儲值", "deposit"),
        (" Deposits ", "deposit"),
        ("deposit", "deposit"),
        ("安全", "security"),
        ("安全与防骗", "security"),
        ("防詐", "security"),
        ("loans", "earn"),
        ("KYC", "kyc"),
        ("充值未到账", None),
        ("deposit not credited", None),
        ("and", None),
        ("与", None),
        ("？", None),
        ("", None),
    ],
)
def test_a_category_is_known_by_its_name_and_nothing_more(words: str, category: str | None) -> None:
    found = load_brand(DEFAULT).topics.category_called(words)
    assert (found.id if found else None) == category


def test_renaming_the_exchange_reaches_the_variables(pack: Path) -> None:
    edit(
        pack / "brand.yaml",
        "hours: 24 hours a day, every day",
        'hours: "{{ brand_name }} answers 24 hours a day, every day"',
    )
    edit(pack / "brand.yaml", "en: Bellrock Exchange", "en: Harbour")
    assert load_brand(pack).variables("en")["support_hours"].startswith("Harbour answers 24 hours")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('light: "#0b5fd7"', 'light: "#9fc5ff"', "take a darker colour that reaches 4.5:1"),
        ('dark: "#7db2ff"', 'dark: "#123456"', "accent.dark #123456 has a contrast of"),
        ('light: "#0b5fd7"', "light: blue", "accent must give two colours"),
        (", zh-TW: 燈塔, en: Bellrock}", ", en: Bellrock}", "product has no text for zh-TW"),
        ("language: en", "language: fr", "language must be one of zh-CN, zh-TW, en"),
        ("id: default", "id: De Fault", "id must be a word like 'default'"),
        ("id: default", "id: default\nshade: 3", "shade is not a setting"),
        ("  - deposit.not-credited", "  - deposit.nonsense", "popular names 'deposit.nonsense'"),
        ("    support_hours: 每天 24 小時\n", "", "variables.zh-TW.support_hours has no text"),
        ("support_hours: 每天 24 小時", "support_hours: 24", "in quotes if it looks like a number"),
        ("support_hours: 每天 24 小時", "support_hours: '{{ phone }}'", "not phone"),
        ("    support_hours: 每天 24 小時", "    brand_name: x\n    support_hours: y", "brand_name"),
        ("logo: logo.svg", "logo: ../logo.svg", "logo must name an .svg file beside brand.yaml"),
        ("logo: logo.svg", "logo: other.svg", "other.svg: the file cannot be read"),
        ("id: default", "id: &x default", "anchors and aliases are not allowed"),
    ],
)
def test_a_fault_in_brand_yaml_is_named_with_its_mend(pack: Path, old: str, new: str, said: str) -> None:
    edit(pack / "brand.yaml", old, new)
    assert said in refusal_of(pack)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('zh-TW: "儲值未入帳", ', "", "deposit.not-credited has no name under 'zh-TW'"),
        ("id: deposit.not-credited", "id: kyc.not-credited", "'kyc.not-credited' must read deposit.word"),
        ("id: deposit.not-credited", "id: deposit.confirmations", "'deposit.confirmations' stands twice"),
        ("categories:", "kinds:", "categories must be a list"),
    ],
)
def test_a_fault_in_topics_yaml_is_named(pack: Path, old: str, new: str, said: str) -> None:
    edit(pack / "topics.yaml", old, new)
    assert said in refusal_of(pack)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"hello": "Hallo {name}"}', "texts/zh-TW/desk.json: 'bye.now' is missing (it is in zh-CN, en)"),
        ('{"hello": "Hallo", "bye.now": "x"}', "texts/zh-TW/desk.json: 'hello' must have {name}"),
        ('{"hello": "Hallo {name}", "bye.now": ""}', "texts/zh-TW/desk.json: 'bye.now' is empty"),
        ('{"hello": 1}', "texts/zh-TW/desk.json: it must hold keys, each with one text"),
        ('{"hello": "a", "hello": "b"}', "texts/zh-TW/desk.json: 'hello' stands twice"),
        ("{", "texts/zh-TW/desk.json"),
    ],
)
def test_a_fault_in_the_texts_is_named(pack: Path, text: str, said: str) -> None:
    (pack / "texts" / "zh-TW" / "desk.json").write_text(text)
    assert said in refusal_of(pack)


def test_a_missing_text_file_is_named_by_its_keys(pack: Path) -> None:
    (pack / "texts" / "en" / "desk.json").unlink()
    assert "texts/en/desk.json: 'hello' is missing" in refusal_of(pack)


def test_a_whole_area_that_is_missing_is_named(pack: Path) -> None:
    for language in LANGUAGES:
        (pack / "texts" / language / "panel.json").unlink()
    assert "texts/LANGUAGE/panel.json is missing; every pack has it" in refusal_of(pack)


def test_all_faults_are_told_at_once(pack: Path) -> None:
    edit(pack / "brand.yaml", "language: en", "language: fr")
    (pack / "topics.yaml").unlink()
    (pack / "logo.svg").write_text("<svg><script>alert(1)</script></svg>")
    said = refusal_of(pack)
    assert "language must be one of" in said
    assert "topics.yaml: the file cannot be read" in said
    assert "logo.svg: a logo is an SVG drawing without scripts" in said


def test_no_folder_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in refusal_of(tmp_path / "none")


@given(colours, colours)
def test_contrast_is_symmetric_and_bounded(first: str, second: str) -> None:
    ratio = contrast(first, second)
    assert 1 <= ratio <= 21
    assert ratio == contrast(second, first)


@given(colours)
def test_text_on_any_colour_can_be_read(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= READABLE


def test_contrast_of_known_pairs() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#0b5fd7", "#ffffff"), 1) == 5.8
