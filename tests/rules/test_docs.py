"""The documents are true of the tree."""

import ast
import re

import pytest

from tests.rules.tree import FEATURES, ROOT, SOURCE, files, name, parsed

DOCS = sorted(path for path in files() if path.suffix == ".md" and path.is_relative_to(ROOT / "docs"))
TOUR = ROOT / "docs" / "tour.md"
CODED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)#\s]+)\)")
PATH = re.compile(r"\.?[\w-]+(?:/[\w.*-]+)*/?\.?\w*")
TOPS = {path.name for path in ROOT.iterdir()}


def paths_named(text: str) -> set[str]:
    """The words in backquotes that begin with a folder or file at the top of the tree."""
    words = (word.partition(":")[0] for word in CODED.findall(text))
    return {word for word in words if PATH.fullmatch(word) and word.split("/")[0] in TOPS}


def test_the_tour_names_real_files() -> None:
    named = paths_named(TOUR.read_text(encoding="utf-8"))
    assert len(named) > 15
    assert {word for word in named if not list(ROOT.glob(word.rstrip("/")))} == set()
    assert [word for word in named if word.startswith("src/bellrock/features/")]


def test_links_between_documents_hold() -> None:
    pages = [*DOCS, *ROOT.glob("*.md")]
    broken = []
    for page in pages:
        links = [link for link in LINKED.findall(page.read_text(encoding="utf-8")) if "://" not in link]
        broken += [f"{name(page)}: {link}" for link in links if not (page.parent / link).exists()]
    assert len(pages) > 5
    assert broken == []


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_its_page(feature: str) -> None:
    page = ROOT / "docs" / "features" / f"{feature}.md"
    assert page.exists()
    assert len(page.read_text(encoding="utf-8").split()) > 40


def events() -> dict[str, str]:
    """Event class -> the feature that emits it."""
    return {
        node.name: feature
        for feature in FEATURES
        for path in SOURCE.glob(f"features/{feature}/events.py")
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef)
    }


def test_every_event_stands_in_the_table() -> None:
    table = {node.id for node in ast.walk(parsed(SOURCE / "reactions.py")) if isinstance(node, ast.Name)}
    assert len(events()) > 3
    assert {event for event in events() if event not in table} == set()


def test_every_event_is_told_in_the_page_of_its_feature() -> None:
    pages = {feature: ROOT / "docs" / "features" / f"{feature}.md" for feature in FEATURES}
    told = {
        feature: page.read_text(encoding="utf-8") if page.exists() else "" for feature, page in pages.items()
    }
    assert {event for event, feature in events().items() if f"`{event}`" not in told[feature]} == set()
