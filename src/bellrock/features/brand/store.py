"""The brand's store is a folder: brand.yaml, topics.yaml, logo.svg and texts/LANGUAGE/AREA.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bellrock.kit.i18n import LANGUAGES
from bellrock.kit.plain_yaml import PlainYamlError, read_yaml

LARGEST_FILE = 512 * 1024


@dataclass(frozen=True)
class Pack:
    """The files as data, nothing of them checked but their form."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    topics: Mapping[str, Any] = field(default_factory=dict)
    logo: bytes = b""
    texts: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


def read_pack(path: Path, faults: list[str]) -> Pack:
    """Read the folder; what cannot be read is noted in `faults` and left empty."""
    if not path.is_dir():
        faults.append("there is no such folder; a brand pack is a folder with brand.yaml in it")
        return Pack(texts={language: {} for language in LANGUAGES})
    settings = _mapping(path / "brand.yaml", faults)
    logo = settings.get("logo")
    return Pack(
        settings=settings,
        topics=_mapping(path / "topics.yaml", faults),
        logo=_logo(path, logo, faults),
        texts={language: _texts(path / "texts" / language, faults) for language in LANGUAGES},
    )


def _mapping(path: Path, faults: list[str]) -> Mapping[str, Any]:
    try:
        data = read_yaml(path.read_text(encoding="utf-8"), LARGEST_FILE)
    except (OSError, UnicodeError, PlainYamlError) as error:
        faults.append(f"{path.name}: {_reason(error)}")
        return {}
    if not isinstance(data, dict):
        faults.append(f"{path.name}: it must hold keys with values")
        return {}
    return data


def _logo(path: Path, name: object, faults: list[str]) -> bytes:
    if not isinstance(name, str) or Path(name).name != name or not name.endswith(".svg"):
        faults.append("brand.yaml: logo must name an .svg file beside brand.yaml")
        return b""
    try:
        logo = (path / name).read_bytes()
    except OSError as error:
        faults.append(f"{name}: {_reason(error)}")
        return b""
    if b"<svg" not in logo or b"<script" in logo.lower() or len(logo) > LARGEST_FILE:
        faults.append(f"{name}: a logo is an SVG drawing without scripts, of at most {LARGEST_FILE} bytes")
    return logo


def _texts(folder: Path, faults: list[str]) -> dict[str, dict[str, str]]:
    return {file.stem: _area(file, faults) for file in sorted(folder.glob("*.json"))}


def _area(file: Path, faults: list[str]) -> dict[str, str]:
    name = f"texts/{file.parent.name}/{file.name}"
    try:
        data = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_unique)
    except (OSError, ValueError) as error:
        faults.append(f"{name}: {_reason(error)}")
        return {}
    if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
        faults.append(f"{name}: it must hold keys, each with one text")
        return {}
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key!r} stands twice")
        found[key] = value
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return "the file cannot be read; it belongs to every brand pack"
    return str(error)
