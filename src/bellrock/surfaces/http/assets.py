"""The built pages: hashed files that never change, found by Vite's manifest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bellrock.kit.errors import Misconfigured

FOLDER = Path(__file__).parents[2] / "assets"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page needs in its head: its script, the modules it imports, its style sheets, as /assets/...

    paths.
    """

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


class Assets:
    """Reads the manifest once; raises Misconfigured when the pages were not built."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        manifest = folder / "manifest.json"
        if not manifest.is_file():
            raise Misconfigured(f"The pages are not built ({manifest} is missing). Run bin/setup.")
        self._chunks: dict[str, Any] = msgspec.json.decode(manifest.read_bytes())

    def entry(self, name: str) -> Entry:
        """The page called `name`: panel or console."""
        entry = self._chunks[f"{name}/main.ts"]
        imported = [self._chunks[key] for key in entry.get("imports", ())]
        styles = [style for one in (entry, *imported) for style in one.get("css", ())]
        return Entry(
            script=f"/assets/{entry['file']}",
            preloads=tuple(f"/assets/{one['file']}" for one in imported),
            styles=tuple(f"/assets/{style}" for style in dict.fromkeys(styles)),
        )
