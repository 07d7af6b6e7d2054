"""An article's body as HTML that can hold nothing but text, lists, tables and safe links."""

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "a"),
    *("ul", "ol", "li", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def render_body(body: str) -> str:
    """Return the Markdown `body` as HTML. Headings start at h3, below those of the page."""
    parsed = _MARKDOWN.parse(body)
    for token in parsed:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(4, max(3, int(token.tag[1]) + 1))}"
    html = str(_MARKDOWN.renderer.render(parsed, _MARKDOWN.options, {}))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
