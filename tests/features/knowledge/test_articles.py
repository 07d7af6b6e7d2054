from dataclasses import replace
from pathlib import Path

import pytest

from bellrock.features.brand.model import Brand
from bellrock.features.knowledge.actions import (
    Loaded,
    article,
    articles_named,
    articles_of,
    categories,
    edit_article,
    languages_of,
    load_starter,
    read_starter,
    search,
)
from bellrock.features.knowledge.errors import BadArticle
from bellrock.features.knowledge.model import Article
from bellrock.kit.sqlite.desk import SqliteDesk

pytestmark = pytest.mark.anyio

NOT_CREDITED = Article(
    "deposit.not-credited",
    "zh-CN",
    "充值未到账",
    "请用交易哈希查询确认数，{{ brand_name }}会自动入账。",
    steps=("打开区块浏览器",),
    needs=("txid",),
    questions=("转了两小时还没到", "USDT 什么时候到"),
    keeper="deposits-desk",
    review="2027-03-01",
)
ENGLISH = replace(
    NOT_CREDITED,
    language="en",
    title="Deposit not credited",
    answer="Look up the transaction; {{ brand_name }} credits it by itself.",
    questions=("where is my deposit",),
)
TAIWAN = replace(NOT_CREDITED, language="zh-TW", title="儲值未入帳", questions=("錢還沒入帳",))
MEMO = replace(NOT_CREDITED, topic="deposit.missing-memo", title="漏填备注", questions=("忘了写标签",))
FAKE = replace(NOT_CREDITED, topic="security.fake-support", title="假冒客服", questions=("客服要我转账",))
SHELF = [NOT_CREDITED, ENGLISH, TAIWAN, MEMO, FAKE]


async def test_articles_are_read_with_the_brands_values(desk: SqliteDesk, brand: Brand) -> None:
    await desk.write(load_starter, SHELF)
    found = await desk.read(article, brand, "deposit.not-credited", "zh-CN")
    assert found is not None
    assert found.answer == "请用交易哈希查询确认数，灯塔交易所会自动入账。"
    assert found.steps == ("打开区块浏览器",)
    assert found.needs == ("txid",)
    assert found.changed_at > 0
    assert await desk.read(article, brand, "deposit.not-credited", "fr") is None
    assert await desk.read(languages_of, "deposit.not-credited") == ["zh-CN", "zh-TW", "en"]


async def test_lists_follow_the_brands_order_and_leave_out_what_is_not_there(
    desk: SqliteDesk, brand: Brand
) -> None:
    await desk.write(load_starter, [FAKE, MEMO, NOT_CREDITED])
    assert await desk.read(categories, brand, "zh-CN") == [("deposit", 2), ("security", 1)]
    assert await desk.read(categories, brand, "en") == []
    of_deposit = await desk.read(articles_of, brand, "deposit", "zh-CN")
    assert [one.topic for one in of_deposit] == ["deposit.not-credited", "deposit.missing-memo"]
    named = await desk.read(
        articles_named, brand, ["security.fake-support", "security.fake-app", "deposit.missing-memo"], "zh-CN"
    )
    assert [one.topic for one in named] == ["security.fake-support", "deposit.missing-memo"]


@pytest.mark.parametrize(
    ("query", "language", "topic"),
    [
        ("充值", "zh-CN", "deposit.not-credited"),
        ("儲值還沒到帳", "zh-CN", "deposit.not-credited"),
        ("到賬", "zh-CN", "deposit.not-credited"),
        ("漏填備註怎麼辦", "zh-CN", "deposit.missing-memo"),
        ("储值未入账", "zh-TW", "deposit.not-credited"),
        ("My DEPOSITS are missing", "en", "deposit.not-credited"),
        ("ｕｓｄｔ", "zh-CN", "deposit.not-credited"),
        ("客\u200b服让我转钱", "zh-CN", "security.fake-support"),
    ],
)
async def test_search_meets_both_scripts_short_words_and_odd_spellings(
    desk: SqliteDesk, brand: Brand, query: str, language: str, topic: str
) -> None:
    await desk.write(load_starter, SHELF)
    hits = await desk.read(search, brand, query, language)
    assert hits[0].article.topic == topic
    assert hits[0].article.language == language
    assert 0 < hits[0].score < 1
    assert "{{" not in hits[0].article.answer


@pytest.mark.parametrize(
    "query", ["", "   ", "pizza", "?!", '"deposit" OR NOT *', "\x00", "a" * 5000, "'; --"]
)
async def test_search_survives_any_query(desk: SqliteDesk, brand: Brand, query: str) -> None:
    await desk.write(load_starter, SHELF)
    hits = await desk.read(search, brand, query, "zh-CN")
    assert all(hit.article.language == "zh-CN" for hit in hits)


async def test_search_is_limited_and_never_crosses_languages(desk: SqliteDesk, brand: Brand) -> None:
    await desk.write(load_starter, SHELF)
    assert len(await desk.read(search, brand, "充值 客服 备注 区块", "zh-CN", 2)) == 2
    assert await desk.read(search, brand, "deposit", "zh-CN") == []


async def test_a_second_start_changes_nothing(desk: SqliteDesk) -> None:
    assert await desk.write(load_starter, SHELF) == Loaded(added=5)
    assert await desk.write(load_starter, SHELF) == Loaded(kept=5)


async def test_a_new_starter_text_replaces_one_that_nobody_edited(desk: SqliteDesk, brand: Brand) -> None:
    await desk.write(load_starter, SHELF)
    better = replace(MEMO, title="忘记填写标签", questions=("没写附言",))
    assert await desk.write(load_starter, [better]) == Loaded(updated=1)
    assert (await desk.read(search, brand, "附言", "zh-CN"))[0].article.title == "忘记填写标签"
    assert await desk.read(search, brand, "漏", "zh-CN") == []


async def test_a_start_never_overwrites_an_edited_article(desk: SqliteDesk, brand: Brand) -> None:
    await desk.write(load_starter, SHELF)
    assert await desk.write(edit_article, replace(MEMO, title="备注没填怎么办"))
    assert await desk.write(load_starter, [replace(MEMO, title="新的出厂标题")]) == Loaded(kept=1)
    found = await desk.read(article, brand, "deposit.missing-memo", "zh-CN")
    assert found is not None
    assert found.title == "备注没填怎么办"
    assert (await desk.read(search, brand, "没填", "zh-CN"))[0].article.title == "备注没填怎么办"


async def test_an_article_that_is_not_there_cannot_be_edited(desk: SqliteDesk, brand: Brand) -> None:
    assert not await desk.write(edit_article, MEMO)
    assert await desk.read(search, brand, "漏填", "zh-CN") == []


async def test_the_shipped_articles_are_whole_in_three_languages(desk: SqliteDesk, brand: Brand) -> None:
    shipped = read_starter(Path(__file__).parents[3] / "brands" / "default" / "knowledge", brand)
    by_language: dict[str, set[str]] = {}
    for one in shipped:
        by_language.setdefault(one.language, set()).add(one.topic)
    wanted = {topic.id for topic in brand.topics if topic.category in ("deposit", "security")}
    assert by_language == {"zh-CN": wanted, "zh-TW": wanted, "en": wanted}
    assert await desk.write(load_starter, shipped) == Loaded(added=72)
    for one in shipped:
        hits = await desk.read(search, brand, one.title, one.language, 1)
        assert [hit.article.topic for hit in hits] == [one.topic]


def test_a_bad_file_names_itself(tmp_path: Path, brand: Brand) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "deposit.not-credited.md").write_bytes(b"\xff\xfe")
    with pytest.raises(BadArticle, match=r"deposit\.not-credited\.md: file: it cannot be read as UTF-8 text"):
        read_starter(tmp_path, brand)
