"""Everything the locks bring is free to use, change and pass on with Bellrock.

Permissive licences and the MPL may come along anywhere. What is named in `FOR_TESTS` may have any licence
that lets us run it, because nothing of it is shipped and nothing below src imports it.
"""

import ast
import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.rules.test_locks import WEB_LOCKS, pins
from tests.rules.tree import parsed, python_files

FREE = {
    "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Unicode-3.0", "Zlib",
}  # fmt: skip
FOR_TESTS = {"manimgx-fonts-cjk": "OFL-1.1"}
"""Python distributions that only tests use, with the licence that we have read."""

ELSEWHERE = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Distributions that the lock brings on other platforms only; here nothing is installed to ask."""

SPOKEN = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 3-Clause": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


def licences(package: Distribution) -> list[str]:
    """Alternatives, best known first: the SPDX expression, else the classifiers, else the free words."""
    if expressions := words_of(package, "License-Expression"):
        return expressions
    classified = [entry for entry in words_of(package, "Classifier") if entry.startswith("License ::")]
    if spoken := [entry.rpartition(" :: ")[2] for entry in classified if not entry.endswith("OSI Approved")]:
        return [SPOKEN.get(words, words) for words in spoken]
    return [
        SPOKEN.get(words, words) for text in words_of(package, "License") for words in text.splitlines()[:1]
    ]


def words_of(package: Distribution, field: str) -> list[str]:
    return package.metadata.get_all(field) or []


def is_free(expression: str) -> bool:
    """Whether an SPDX expression leaves a way in which every part is free; AND binds before OR."""
    ways = re.split(r" OR ", expression.replace("(", " ").replace(")", " "))
    return any(all(part.split(" WITH ")[0].strip() in FREE for part in way.split(" AND ")) for way in ways)


@pytest.mark.parametrize("name", sorted(pins("requirements-check.lock")))
def test_python(name: str) -> None:
    try:
        found = licences(distribution(name))
    except PackageNotFoundError:
        found = [ELSEWHERE.get(name, "not installed here and not in the list ELSEWHERE")]
    assert found == [FOR_TESTS.get(name)] or any(map(is_free, found)), f"{name}: {found}"


@pytest.mark.parametrize("lock", WEB_LOCKS, ids=str)
def test_web(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    found = {place: entry.get("license", "none") for place, entry in packages.items()}
    assert len(found) > 10
    assert {place: licence for place, licence in found.items() if not is_free(licence)} == {}


def test_nothing_for_tests_is_imported_by_the_product() -> None:
    modules = {name.replace("-", "_") for name in FOR_TESTS}
    for path in python_files("src"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                named = {alias.name.split(".")[0] for alias in node.names} | {
                    (getattr(node, "module", None) or "").split(".")[0]
                }
                assert not modules & named, path


def test_the_judgement_itself() -> None:
    assert is_free("MIT")
    assert is_free("(MIT OR GPL-3.0-only)")
    assert is_free("MIT AND Apache-2.0 WITH LLVM-exception")
    assert not is_free("MIT AND GPL-3.0-only")
    assert not is_free("AGPL-3.0-or-later")
    assert not is_free("LGPL-2.1-only")
