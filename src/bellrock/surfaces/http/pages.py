"""The shell of a page that is an application: its language, its texts, its script."""

import html
from typing import Any

import msgspec
from litestar import MediaType, Response

from bellrock.kit.i18n import LANGUAGES
from bellrock.surfaces.http.assets import Entry
from bellrock.surfaces.http.context import Context

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html"
)


def app_page(
    context: Context, language: str, app: str, ancestors: str, *, for_nobody: bool = False
) -> Response[str]:
    """The page of the panel or the console; `ancestors` may show it in a frame.

    `for_nobody`: no session came with the request, so the page need not ask whose it is.
    """
    brand, entry = context.brand, context.assets.entry(app)
    boot = {
        "language": language,
        "brand": {
            "id": brand.id,
            "name": brand.name(language),
            "product": brand.product(language),
            "accent": {"light": brand.accent.light, "dark": brand.accent.dark},
            "logo": "/logo.svg",
        },
        "texts": brand.texts(language, app),
        "languages": list(LANGUAGES),
        **({"person": None} if for_nobody else {}),
    }
    title = brand.text(language, f"{app}.page.title", brand=brand.name(language))
    headers = {
        "Content-Security-Policy": _POLICY.format(ancestors=ancestors),
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    return Response(_html(language, title, boot, entry), media_type=MediaType.HTML, headers=headers)


def _html(language: str, title: str, boot: dict[str, Any], entry: Entry) -> str:
    styles = "".join(f'<link rel="stylesheet" href="{style}">' for style in entry.styles)
    preloads = "".join(f'<link rel="modulepreload" href="{script}">' for script in entry.preloads)
    data = msgspec.json.encode(boot).decode().replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{language}" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, '
        'interactive-widget=resizes-content">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<title>{html.escape(title)}</title><link rel="icon" href="/logo.svg" type="image/svg+xml">'
        f'{styles}{preloads}</head><body><div id="app"></div>'
        f'<script type="application/json" id="boot">{data}</script>'
        f'<script type="module" src="{entry.script}"></script></body></html>'
    )
