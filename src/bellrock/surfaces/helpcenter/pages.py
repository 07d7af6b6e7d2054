"""Pages made of templates: what every page knows, and the headers it is sent with."""

import datetime
import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response
from markupsafe import Markup

from bellrock.features.brand.model import Brand
from bellrock.features.knowledge.model import render_body
from bellrock.kit.i18n import LANGUAGES, LOCALES, NAMES
from bellrock.surfaces.helpcenter.highlight import marked
from bellrock.surfaces.helpcenter.style import style_of
from bellrock.surfaces.http.context import Connection, Context, context_of

SHORT_NAMES = {"zh-CN": "简体", "zh-TW": "繁體", "en": "EN"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html"
)
_SOON = "public, max-age=60, stale-while-revalidate=600"
_LONGEST_DESCRIPTION = 160
_PACKING = 6


@dataclass(frozen=True)
class Page:
    """What is to be shown: a template with its data, and where the page stands.

    `path` is the address without the language; `languages` are those in which the same page exists.
    """

    template: str
    title: str
    path: str
    data: dict[str, Any] = field(default_factory=dict)
    description: str = ""
    languages: tuple[str, ...] = LANGUAGES
    elsewhere: str = "/help"
    query: str = ""
    indexed: bool = True
    status: int = 200


def answer(request: Connection, language: str, page: Page) -> Response[bytes]:
    """The page as a response; 304 without a body where the browser has this very page."""
    content = render(context_of(request), language, page).encode()
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {
        "Content-Security-Policy": _POLICY,
        "Content-Language": language,
        "Cache-Control": _SOON if page.status == 200 else "no-store",
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if page.status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = gzip.compress(content, _PACKING)
    return Response(content, status_code=page.status, media_type=MediaType.HTML, headers=headers)


def render(context: Context, language: str, page: Page) -> str:
    """The page as HTML."""
    return _TEMPLATES.get_template(page.template).render(
        Words(context.brand, language).__dict__,
        page=page,
        language=language,
        canonical=f"{context.settings.url}{address(language, page)}",
        alternates=[(one, f"{context.settings.url}{address(one, page)}") for one in page.languages],
        switches=[Switch.to(one, page, current=one == language) for one in LANGUAGES],
        style=style_of(context.brand.accent).url,
        **page.data,
    )


def address(language: str, page: Page) -> str:
    query = f"?{urlencode({'q': page.query})}" if page.query else ""
    return f"/{language}{quote(page.path)}{query}"


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to the same page in another language, or, where it is not there, to the page above it."""

    language: str
    name: str
    full_name: str
    url: str
    current: bool

    @classmethod
    def to(cls, language: str, page: Page, *, current: bool) -> "Switch":
        path = page.path if language in page.languages else page.elsewhere
        query = {"q": page.query, "chosen": "1"} if page.query else {"chosen": "1"}
        url = f"/{language}{quote(path)}?{urlencode(query)}"
        return cls(language, SHORT_NAMES[language], NAMES[language], url, current)


class Words:
    """What templates say: the brand's texts, names and dates in one language."""

    def __init__(self, brand: Brand, language: str) -> None:
        def text(key: str, **fields: object) -> str:
            return brand.text(language, f"helpcenter.{key}", **fields)

        def named(topic: str) -> str:
            category = brand.topics.category(topic)
            return category.names[language] if category else topic

        def date(value: str | int) -> str:
            day = datetime.date.fromisoformat(value) if isinstance(value, str) else _day(value)
            return format_date(day, format="long", locale=LOCALES[language])

        self.text = text
        self.named = named
        self.date = date
        self.brand = brand
        self.brand_name = brand.name(language)
        self.variables = brand.variables(language)
        self.body = lambda source: Markup(render_body(source))  # noqa: S704  cleaned by nh3
        self.marked = marked
        self.short = lambda value: _short(value)
        self.names = NAMES


def _day(at: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).date()


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_DESCRIPTION else f"{value[: _LONGEST_DESCRIPTION - 1]}…"


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
