"""Every address of the help center."""

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from litestar import MediaType, Request, Response, Router, get
from litestar.datastructures import Cookie, State
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from bellrock.features.knowledge.model.rank import LONGEST_QUERY
from bellrock.kit.i18n import LANGUAGES, match, negotiate
from bellrock.surfaces.helpcenter import views
from bellrock.surfaces.helpcenter.pages import Page, answer
from bellrock.surfaces.helpcenter.style import style_of
from bellrock.surfaces.http.context import Connection, context_of
from bellrock.surfaces.http.description import BUSY, answers

Call = Request[None, None, State]
Reply = Response[Any]
COOKIE = "bellrock_language"
_YEAR = 31_536_000
_SHOWN_QUERY = 200
_PAGE = {302: answers(None, "To the same page under a language of ours"), **BUSY}
_PAGE_OR_MISSING = {404: answers(str, "The missing page", MediaType.HTML), **_PAGE}


@get(["/", "/help"], status_code=302, summary="To the home page", sync_to_thread=False)
def front(request: Call) -> Redirect:
    """To the home page in the language chosen before, else in the browser's."""
    return _moved(f"/{language_of(request)}/help")


@get("/help/{rest:path}", status_code=302, summary="To the same page in a language", sync_to_thread=False)
def without_language(request: Call, rest: FromPath[str]) -> Redirect:
    query = request.url.query
    return _moved(f"/{language_of(request)}/help/{quote(rest.strip('/'))}{f'?{query}' if query else ''}")


@get("/help/style/{name:str}", media_type=MediaType.CSS, summary="The style sheet", sync_to_thread=False)
def style(request: Call, name: FromPath[str]) -> Reply:
    """The style sheet; an old name gets the new rules, but is not kept."""
    sheet = style_of(context_of(request).brand.accent)
    kept = f"public, max-age={_YEAR}, immutable" if name == sheet.name else "no-store"
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(sheet.packed, media_type=MediaType.CSS, headers=headers)
    return Response(sheet.plain, media_type=MediaType.CSS, headers=headers)


@get("/{language:str}/help", media_type=MediaType.HTML, summary="Home", responses=_PAGE)
async def home(request: Call, language: FromPath[str], chosen: FromQuery[str] = "") -> Reply:
    if moved := _settled(request, language, chosen):
        return moved
    context = context_of(request)
    way, popular = await context.desk.read(views.home, context.brand, language)
    text = context.brand.text
    page = Page(
        "home.html",
        title=text(language, "helpcenter.page.help_center"),
        path="/help",
        description=text(language, "helpcenter.home.description", brand=context.brand.name(language)),
        data={"way": way, "popular": popular},
    )
    return answer(request, language, page)


@get("/{language:str}/help/search", media_type=MediaType.HTML, summary="Search", responses=_PAGE)
async def search(
    request: Call,
    language: FromPath[str],
    words: Annotated[str, QueryParameter(name="q")] = "",
    chosen: FromQuery[str] = "",
) -> Reply:
    if moved := _settled(request, language, chosen):
        return moved
    context = context_of(request)
    asked = " ".join(words[:LONGEST_QUERY].split())
    found, popular = await context.desk.read(views.search, context.brand, asked, language)
    page = Page(
        "search.html",
        title=asked[:_SHOWN_QUERY] or context.brand.text(language, "helpcenter.search.title"),
        path="/help/search",
        query=asked,
        data={"found": found, "popular": popular},
        indexed=False,
    )
    return answer(request, language, page)


@get(
    "/{language:str}/help/{category:str}",
    media_type=MediaType.HTML,
    summary="A category",
    responses=_PAGE_OR_MISSING,
)
async def category_page(
    request: Call, language: FromPath[str], category: FromPath[str], chosen: FromQuery[str] = ""
) -> Reply:
    if moved := _settled(request, language, chosen):
        return moved
    context = context_of(request)
    known = context.brand.topics.category(category)
    way, articles = await context.desk.read(views.category, context.brand, category, language)
    if known is None or not articles:
        return await missing_page(request, language)
    name = known.names[language]
    page = Page(
        "category.html",
        title=name,
        path=f"/help/{category}",
        description=context.brand.text(
            language, "helpcenter.category.description", brand=context.brand.name(language), category=name
        ),
        data={"way": way, "category": known, "articles": articles},
    )
    return answer(request, language, page)


@get(
    "/{language:str}/help/{category:str}/{slug:str}",
    media_type=MediaType.HTML,
    summary="An article",
    responses=_PAGE_OR_MISSING,
)
async def article_page(
    request: Call,
    language: FromPath[str],
    category: FromPath[str],
    slug: FromPath[str],
    chosen: FromQuery[str] = "",
) -> Reply:
    if moved := _settled(request, language, chosen):
        return moved
    context = context_of(request)
    topic = f"{category}.{slug}"
    reading = await context.desk.read(views.reading, context.brand, topic, language)
    if reading is None:
        return await missing_page(request, language, topic)
    page = Page(
        "article.html",
        title=reading.article.title,
        path=f"/help/{category}/{slug}",
        description=reading.article.answer,
        languages=tuple(reading.languages),
        elsewhere=f"/help/{category}",
        data={"article": reading.article, "related": reading.related},
    )
    return answer(request, language, page)


@get(
    # A path parameter at the root would take every page with it, and the router never turns back from a way
    # it took: hence each place where a way may end.
    ["/{first:str}", "/{first:str}/{rest:path}", "/{first:str}/help/{category:str}/{slug:str}/{rest:path}"],
    include_in_schema=False,
)
async def nowhere(request: Call) -> Reply:
    """What no surface knows: the missing page, in the language of the address, else in the reader's."""
    first = request.url.path.strip("/").split("/")[0]
    return await missing_page(request, match(first) or language_of(request))


async def missing_page(request: Connection, language: str, topic: str = "") -> Reply:
    """The page for what is not there, status 404; also for addresses that no surface knows."""
    context = context_of(request)
    way, languages = await context.desk.read(views.missing, context.brand, topic, language)
    category, _, slug = topic.partition(".")
    page = Page(
        "missing.html",
        title=context.brand.text(language, "helpcenter.missing.title"),
        path="/help",
        data={"way": way, "languages": languages, "where": f"/help/{category}/{slug}"},
        indexed=False,
        status=404,
    )
    return answer(request, language, page)


def language_of(request: Connection) -> str:
    """The language chosen before, else the one the browser asks for, else the brand's."""
    stored = request.cookies.get(COOKIE)
    if stored in LANGUAGES:
        return stored
    return negotiate(request.headers.get("accept-language"), default=context_of(request).brand.language)


def _settled(request: Call, language: str, chosen: str) -> Reply | None:
    """A redirect for an address that names its language otherwise, or that says it was chosen by hand."""
    known = match(language)
    if language in LANGUAGES and not chosen:
        return None
    rest = request.url.path.removeprefix(f"/{language}")
    query = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != "chosen"])
    target = f"/{known or language_of(request)}{quote(rest)}{f'?{query}' if query else ''}"
    moved = _moved(target)
    if chosen and known:
        secure = context_of(request).settings.secure
        moved.cookies.append(
            Cookie(
                key=COOKIE, value=known, max_age=_YEAR, path="/", httponly=True, samesite="lax", secure=secure
            )
        )
    return moved


def _moved(target: str) -> Redirect:
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language, Cookie"}
    return Redirect(target, status_code=302, headers=headers)


_ROUTES = (front, style, without_language, home, search, category_page, article_page, nowhere)
helpcenter = (Router("/", route_handlers=_ROUTES, tags=["helpcenter"]),)
