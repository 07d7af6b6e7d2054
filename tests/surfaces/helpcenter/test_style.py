import re

import pytest

from bellrock.features.brand.model import READABLE, Accent, contrast
from bellrock.surfaces.helpcenter.style import Style

ACCENT = Accent("#0b5fd7", "#7db2ff")


def colours(scheme: str) -> dict[str, str]:
    """The custom properties in force in a scheme."""
    sheet = Style(ACCENT).plain.decode()
    found: dict[str, str] = {}
    for block in re.finditer(r"(@media \(prefers-color-scheme: dark\)\s*\{\s*)?:root\s*\{([^}]*)\}", sheet):
        if block.group(1) is None or scheme == "dark":
            found.update(re.findall(r"(--[a-z-]+):\s*(#[0-9a-f]{6})", block.group(2)))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("--ink", "--paper"),
        ("--ink", "--soft"),
        ("--ink", "--warn-soft"),
        ("--ink", "--bad-soft"),
        ("--ink", "--mark"),
        ("--muted", "--paper"),
        ("--muted", "--soft"),
        ("--accent", "--paper"),
        ("--accent", "--soft"),
        ("--accent", "--bad-soft"),
        ("--on-accent", "--accent"),
        ("--warn", "--warn-soft"),
        ("--bad", "--bad-soft"),
    ],
)
def test_every_text_can_be_read_on_its_page(scheme: str, text: str, page: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[page]) >= READABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["--paper", "--soft"])
def test_the_edge_of_a_control_can_be_seen(scheme: str, page: str) -> None:
    found = colours(scheme)
    assert contrast(found["--edge"], found[page]) >= 3


def test_a_sheet_is_named_after_its_content() -> None:
    assert Style(ACCENT).name == Style(ACCENT).name
    assert Style(ACCENT).name != Style(Accent("#0a7a3d", "#5bd08a")).name
