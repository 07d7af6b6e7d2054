import gzip
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bellrock.kit.i18n import LANGUAGES

Client = TestClient[Litestar]
ARTICLE = "/help/deposit/wrong-network"
PAGES = ("/help", "/help/deposit", ARTICLE, "/help/search?q=memo", "/help/search?q=qqzzx", "/help/nowhere")
EVERY = [(language, page) for language in LANGUAGES for page in PAGES]
BUDGET = 30_000
HOST = "https://help.bellrock.example"
ODD_QUERIES = ("", "%20%20", "%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%3E", "%00")
OUTWARD = ("/en/help//evil.example?chosen=1", "/fr/help//evil.example", "/help//evil.example")


class Links(HTMLParser):
    """Every address that a page points to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag in ("a", "link", "img", "form") and name in ("href", "src", "action") and value:
                self.found.append(unescape(value))


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.text


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_every_page_is_whole_in_its_language(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}{page}")
    html = response.text
    assert response.status_code == (404 if page.endswith("nowhere") else 200)
    assert response.headers["content-language"] == language
    assert f'<html lang="{language}" dir="ltr">' in html
    assert html.count("<h1>") == 1
    assert "{{" not in html
    assert f'<script async src="/loader.js" data-language="{language}"' in html
    assert html.count("<script") == 1
    assert "style=" not in html


@pytest.mark.parametrize(("language", "page"), EVERY)
def test_a_first_view_is_light(client: Client, language: str, page: str) -> None:
    html = client.get(f"/{language}{page}").text
    style = re.search(r'href="(/help/style/[^"]+)"', html)
    assert style is not None
    sheet = client.get(style.group(1), headers={"accept-encoding": "identity"}).content
    parts = (html.encode(), sheet, client.get("/logo.svg").content)
    assert sum(len(gzip.compress(part)) for part in parts) <= BUDGET


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_leads_to_a_dead_end(client: Client, language: str) -> None:
    seen: set[str] = set()
    waiting = [f"/{language}{page}" for page in PAGES]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        if response.status_code == 302:
            waiting.append(response.headers["location"])
            continue
        assert response.status_code == 200 or path.endswith("nowhere"), path
        if response.headers["content-type"].startswith("text/html"):
            found = (
                link.removeprefix("https://help.bellrock.example") for link in Links(response.text).found
            )
            waiting += [
                link for link in found if link.startswith(f"/{language}/") or link.startswith("/help/")
            ]
    assert sum("/help/deposit/" in path or "/help/security/" in path for path in seen) >= 24


def test_home_shows_only_categories_that_have_articles(client: Client) -> None:
    html = text_of(client, "/zh-CN/help")
    assert html.count('class="card"') == 2
    assert "安全与防骗" in html
    assert "理财与借贷" not in html


def test_home_leads_to_the_check_and_to_the_freeze(client: Client) -> None:
    html = text_of(client, "/zh-TW/help")
    assert 'href="/zh-TW/help/security/verify-channel"' in html
    assert 'href="/zh-TW/help/security/account-taken-over"' in html
    assert "安全中心 → 凍結帳戶" in html


def test_an_article_answers_first_and_in_order(client: Client) -> None:
    html = text_of(client, f"/en{ARTICLE}")
    places = [html.index(f'id="{part}"') for part in ("answer", "steps", "needs", "warnings", "details")]
    assert places == sorted(places)
    assert '<ol class="steps">' in html
    assert "<strong>Caution</strong>" in html
    assert "Transaction ID (TXID)" in html
    assert 'href="/chat?language=en"' in html
    assert re.search(r"To be reviewed again by \d+ \w+ 2027", html)


def test_addresses_in_other_languages_are_told(client: Client) -> None:
    html = text_of(client, f"/zh-CN{ARTICLE}")
    assert f'<link rel="canonical" href="https://help.bellrock.example/zh-CN{ARTICLE}">' in html
    for language in LANGUAGES:
        alternate = f'hreflang="{language}" href="https://help.bellrock.example/{language}{ARTICLE}"'
        assert alternate in html


def test_search_finds_across_scripts_and_marks_the_words(client: Client) -> None:
    html = text_of(client, "/zh-CN/help/search?q=選錯網路")
    first = html.index("<h2><a")
    assert "/zh-CN/help/deposit/wrong-network" in html[first : first + 120]
    assert "<mark>选错网</mark>" in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    ("language", "words", "name", "count"),
    [
        ("zh-CN", "充值", "充值", "查看全部 12 篇"),
        ("zh-TW", "充值", "儲值", "查看全部 12 篇"),
        ("en", "deposits", "Deposits", "All 12 articles"),
        ("en", "充值", "Deposits", "All 12 articles"),
    ],
)
def test_the_name_of_a_category_finds_its_page_first(
    client: Client, language: str, words: str, name: str, count: str
) -> None:
    html = text_of(client, f"/{language}/help/search?q={words}")
    first = html[html.index('<ul class="entries">') :].split("</li>")[0]
    assert f'<h2><a href="/{language}/help/deposit">{name}</a></h2><p>{count}</p>' in first
    assert "Another wording often helps" not in html


def test_a_category_without_articles_is_not_offered(client: Client) -> None:
    assert 'href="/en/help/earn"' not in text_of(client, "/en/help/search?q=loans")


def test_a_search_without_hits_helps_on(client: Client) -> None:
    html = text_of(client, "/en/help/search?q=qqzzx")
    assert "No article matches “qqzzx” yet" in html
    assert "Another wording often helps:" in html
    assert 'href="/en/help/deposit/not-credited"' in html


def test_a_search_in_another_language_is_answered_in_it(client: Client) -> None:
    html = text_of(client, "/en/help/search?q=助记词")
    assert "Articles in another language" in html
    assert '<li lang="zh-CN"><h2><a href="/zh-CN/help/security/' in html


@pytest.mark.parametrize(
    "query", ["", "%20%20", "%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%3E", "%00"]
)
def test_a_search_shows_the_question_as_text(client: Client, query: str) -> None:
    html = text_of(client, f"/en/help/search?q={query}")
    assert "<script>" not in html
    assert "<img src=x" not in html


def test_a_long_question_is_cut_not_refused(client: Client) -> None:
    assert client.get("/en/help/search", params={"q": "充值 deposit " * 400}).status_code == 200


def test_what_is_not_there_says_so_in_its_language(client: Client) -> None:
    html = text_of(client, "/zh-TW/help/deposit/nothing", 404)
    assert "找不到這個頁面" in html
    assert 'class="card"' in html


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/zh-CN/nothing", "zh-CN"),
        ("/en/nothing/at/all", "en"),
        ("/en/help/deposit/wrong-network/and/on", "en"),
        ("/zh/nothing", "zh-CN"),
        ("/zh-TW", "zh-TW"),
        ("/nothing", "zh-TW"),
        ("/nothing/at/all", "zh-TW"),
        ("/chat/nothing", "zh-TW"),
    ],
)
def test_an_address_that_nobody_knows_gets_the_missing_page(client: Client, path: str, language: str) -> None:
    response = client.get(path, headers={"accept-language": "zh-HK", "cookie": ""})
    assert response.status_code == 404
    assert response.headers["content-language"] == language
    assert response.headers["cache-control"] == "no-store"
    assert f'<html lang="{language}" dir="ltr">' in response.text
    assert f'href="/{language}/help/deposit"' in response.text


def test_a_missing_page_speaks_the_language_chosen_before(client: Client) -> None:
    headers = {"accept-language": "zh-HK", "cookie": "bellrock_language=en"}
    assert client.get("/nothing", headers=headers).headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("path", "header", "cookie", "target"),
    [
        ("/", "zh-HK", None, "/zh-TW/help"),
        ("/help", "en-GB,zh;q=0.5", None, "/en/help"),
        ("/help", "en", "zh-CN", "/zh-CN/help"),
        ("/help", "zh-CN", "xx", "/zh-CN/help"),
        ("/", "fr", None, "/en/help"),
        ("/help/deposit/wrong-network", "zh-TW", None, "/zh-TW/help/deposit/wrong-network"),
        ("/help/search?q=%E5%85%85%E5%80%BC", "zh", None, "/zh-CN/help/search?q=%E5%85%85%E5%80%BC"),
        ("/zh/help/deposit", "en", None, "/zh-CN/help/deposit"),
        ("/en-US/help", "zh-CN", None, "/en/help"),
        ("/fr/help", "zh-CN", None, "/zh-CN/help"),
    ],
)
def test_an_address_without_a_language_of_ours_leads_on(
    client: Client, path: str, header: str, cookie: str | None, target: str
) -> None:
    headers = {"accept-language": header, "cookie": f"bellrock_language={cookie}" if cookie else ""}
    response = client.get(path, headers=headers)
    assert response.status_code == 302
    assert response.headers["location"] == target
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept-Language, Cookie"


def test_a_language_chosen_by_hand_is_kept_and_the_page_stays(client: Client) -> None:
    html = text_of(client, f"/zh-CN{ARTICLE}")
    switch = next(link for link in Links(html).found if link.startswith("/zh-TW/") and "chosen" in link)
    response = client.get(switch)
    assert response.status_code == 302
    assert response.headers["location"] == f"/zh-TW{ARTICLE}"
    cookie = response.headers["set-cookie"]
    assert "bellrock_language=zh-TW" in cookie
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    client.cookies.clear()


def test_a_switch_keeps_the_question(client: Client) -> None:
    html = text_of(client, "/zh-CN/help/search?q=备注 memo")
    switch = next(link for link in Links(html).found if link.startswith("/en/") and "chosen" in link)
    assert client.get(switch).headers["location"] == "/en/help/search?q=%E5%A4%87%E6%B3%A8+memo"
    client.cookies.clear()


@pytest.mark.parametrize(
    "path", ["/en/help//evil.example?chosen=1", "/fr/help//evil.example", "/help//evil.example"]
)
def test_no_redirect_leaves_the_desk(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code == 302:
        assert re.match(r"/(en|zh-CN|zh-TW)/help", response.headers["location"])


def test_pages_forbid_what_they_do_not_use(client: Client) -> None:
    response = client.get("/en/help")
    policy = response.headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    first = client.get("/en/help")
    again = client.get("/en/help", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/zh-CN/help", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_style_sheet_is_kept_for_good_under_its_own_name_only(client: Client) -> None:
    html = text_of(client, "/en/help")
    url = re.search(r'href="(/help/style/[^"]+)"', html)
    assert url is not None
    packed = client.get(url.group(1))
    assert "immutable" in packed.headers["cache-control"]
    assert packed.headers["content-encoding"] == "gzip"
    plain = client.get(url.group(1), headers={"accept-encoding": "identity"})
    assert plain.text == packed.text
    assert "--accent:#0b5fd7" in plain.text
    old = client.get("/help/style/help-000000000000.css")
    assert old.status_code == 200
    assert old.headers["cache-control"] == "no-store"
