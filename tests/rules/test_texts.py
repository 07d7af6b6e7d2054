"""Every text stands in every language, and every text that code asks for is there."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bellrock.kit.i18n import LANGUAGES, compare
from tests.rules.tree import ROOT, SOURCE, files, name, parsed, python_files

PACK = ROOT / "brands" / "default" / "texts"
AREAS = sorted({path.stem for path in PACK.glob("*/*.json")})
KNOWN = {
    f"{path.stem}.{key}"
    for path in (PACK / "en").glob("*.json")
    for key in json.loads(path.read_text(encoding="utf-8"))
}
WORD = r"[\w.-]+"
IN_PAGES = re.compile(
    r"""\bt\(\s*(?:(?P<quote>["'`])(?P<key>.+?)(?P=quote)|[^"'`()]*\?\s*"(?P<yes>[^"]+)"\s*:\s*"(?P<no>[^"]+)")"""
)
IN_TEMPLATES = re.compile(r"""\btext\(\s*["'](?P<key>[^"']+)["']""")


def asked_by_python(path: Path) -> Iterator[str]:
    """The keys of calls like text(language, "area.key"), as patterns."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and len(node.args) >= 2 and called(node) == "text":
            yield from pattern(node.args[1])


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def pattern(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else WORD for part in node.values
        )


def asked_by_page(path: Path, area: str) -> Iterator[str]:
    """The keys of t("key"), t(`key.${word}`) and t(condition ? "key" : "key"), as patterns."""
    for found in IN_PAGES.finditer(path.read_text(encoding="utf-8")):
        for key in filter(None, found.group("key", "yes", "no")):
            yield re.escape(f"{area}.") + WORD.join(map(re.escape, re.split(r"\$\{[^}]+\}", key)))


def unknown(patterns: Iterator[str]) -> list[str]:
    return [asked for asked in patterns if not any(re.fullmatch(asked, key) for key in KNOWN)]


@pytest.mark.parametrize("area", ["panel", "console", "helpcenter", "desk", "errors", "record"])
def test_every_language_has_the_same_keys_and_placeholders(area: str) -> None:
    texts = {
        language: json.loads((PACK / language / f"{area}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    assert texts["en"]
    assert compare(texts) == []


def test_no_area_is_forgotten() -> None:
    assert AREAS == ["console", "desk", "errors", "helpcenter", "panel", "record"]


def test_python_asks_for_texts_that_are_there() -> None:
    asked = {name(path): list(asked_by_python(path)) for path in python_files("src")}
    assert sum(map(len, asked.values())) > 10
    assert {path: faults for path, keys in asked.items() if (faults := unknown(iter(keys)))} == {}


@pytest.mark.parametrize("area", ["panel", "console"])
def test_pages_ask_for_texts_that_are_there(area: str) -> None:
    pages = [
        path
        for path in files()
        if path.is_relative_to(ROOT / "web" / area) and path.suffix in (".svelte", ".ts")
    ]
    asked = {name(path): list(asked_by_page(path, area)) for path in pages if ".test." not in path.name}
    assert sum(map(len, asked.values())) > 30
    assert {path: faults for path, keys in asked.items() if (faults := unknown(iter(keys)))} == {}


def asked_by_template(path: Path) -> Iterator[str]:
    """The keys of text("key") and text("key." ~ word), as patterns."""
    for key in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
        yield re.escape(f"helpcenter.{key}") + (WORD if key.endswith(".") else "")


def test_templates_ask_for_texts_that_are_there() -> None:
    templates = (SOURCE / "surfaces" / "helpcenter").rglob("*.html")
    asked = {name(path): list(asked_by_template(path)) for path in templates}
    assert sum(map(len, asked.values())) > 20
    assert {path: faults for path, keys in asked.items() if (faults := unknown(iter(keys)))} == {}


def refusal_codes(path: Path) -> Iterator[str]:
    """The values of `code = "feature.what"` in classes."""
    classes = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))
    for line in (line for one in classes for line in one.body):
        if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Constant):
            target = line.targets[0] if isinstance(line, ast.Assign) else line.target
            if isinstance(target, ast.Name) and target.id == "code" and isinstance(line.value.value, str):
                yield line.value.value


def test_every_refusal_can_be_said() -> None:
    codes = {code for path in python_files("src") for code in refusal_codes(path)}
    assert len(codes) > 10
    assert {code for code in codes if f"errors.{code}" not in KNOWN} == set()
