"""The locks say what pyproject.toml and package.json ask for, by hash, and name no registry."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rules.tree import ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["pages"]],
    "requirements-check.lock": [*PROJECT["dependencies"], *EXTRAS["pages"], *EXTRAS["check"]],
    "bin/lib/requirements-uv.lock": ["uv"],
}
PIN = re.compile(r"^([\w.-]+)==([\w.!+]+)", re.MULTILINE)
WEB_LOCKS = [path for path in files() if path.name == "package-lock.json"]


def pins(lock: str) -> dict[str, str]:
    found = PIN.findall((ROOT / lock).read_text(encoding="utf-8"))
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", WANTED)
def test_every_wish_is_pinned_to_a_version_that_meets_it(lock: str) -> None:
    pinned = pins(lock)
    for wish in map(Requirement, WANTED[lock]):
        assert wish.specifier.contains(pinned[canonicalize_name(wish.name)]), f"{wish}: run bin/lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-check.lock"])
def test_nothing_is_pinned_that_nobody_wishes(lock: str) -> None:
    """uv writes beneath each pin who asked for it; what pyproject.toml asked for must still stand there."""
    entries = re.split(r"\n(?=\w)", (ROOT / lock).read_text(encoding="utf-8"))
    asked = {
        canonicalize_name(entry.split("==")[0]) for entry in entries if "bellrock (pyproject.toml)" in entry
    }
    assert asked == {canonicalize_name(Requirement(wish).name) for wish in WANTED[lock]}, "run bin/lock"


@pytest.mark.parametrize("lock", WANTED)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\w)", text) if "==" in entry.splitlines()[0]]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_checks_run_what_the_demo_runs() -> None:
    demo, check = pins("requirements.lock"), pins("requirements-check.lock")
    assert {name: check.get(name) for name in demo} == demo


@pytest.mark.parametrize("lock", WEB_LOCKS, ids=str)
def test_web_locks_agree_with_their_package(lock: Path) -> None:
    asked: dict[str, Any] = json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))
    packages: dict[str, Any] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    own = packages.pop("")
    for kind in ("dependencies", "devDependencies", "optionalDependencies"):
        assert own.get(kind, {}) == asked.get(kind, {}), "run bin/lock"
    assert packages
    assert [
        place for place, entry in packages.items() if "integrity" not in entry or "resolved" in entry
    ] == []


def test_there_is_a_web_lock_for_each_package() -> None:
    packages = [path.parent for path in files() if path.name == "package.json"]
    assert sorted(packages) == sorted(lock.parent for lock in WEB_LOCKS)
    assert len(packages) >= 2
