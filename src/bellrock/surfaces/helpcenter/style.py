"""The one style sheet: the brand's colours before our rules, under a name that changes with its content."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from bellrock.features.brand.model import Accent

_RULES = Path(__file__).with_name("style.css")
_DARK = "@media (prefers-color-scheme: dark)"


class Style:
    """The sheet as bytes, plain and packed, and its address."""

    def __init__(self, accent: Accent) -> None:
        light = f"--accent:{accent.light};--on-accent:{accent.on_light}"
        dark = f"--accent:{accent.dark};--on-accent:{accent.on_dark}"
        colours = f":root{{{light}}}{_DARK}{{:root{{{dark}}}}}\n"
        self.plain = (colours + _RULES.read_text(encoding="utf-8")).encode()
        self.packed = gzip.compress(self.plain, 9, mtime=0)
        self.name = f"help-{hashlib.sha256(self.plain).hexdigest()[:12]}.css"
        self.url = f"/help/style/{self.name}"


@lru_cache(maxsize=4)
def style_of(accent: Accent) -> Style:
    return Style(accent)
