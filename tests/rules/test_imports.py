"""The import contracts are whole, fresh, and break when somebody builds against the design."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import contracts
import pytest

from tests.rules.tree import ROOT, SOURCE

LINT = Path(sys.executable).with_name("lint-imports")

FAULTS = {
    "an upward call": (
        "features/audit/actions.py",
        "from bellrock.features.people import model",
        "Order of the features",
    ),
    "a foreign store": (
        "features/inbox/actions/__init__.py",
        "from bellrock.features.conversations import store",
        "Only conversations opens its store and tables",
    ),
    "SQL in a model": (
        "features/inbox/model.py",
        "import sqlalchemy",
        "SQL stands in a feature's store and tables",
    ),
    "a model that reaches for actions": (
        "features/assistant/model.py",
        "from bellrock.features.assistant import actions",
        "Inside a feature, imports go down the list of its files",
    ),
    "one surface in another": (
        "surfaces/widget/routes.py",
        "from bellrock.surfaces.console import routes",
        "Surfaces never import each other; below them lies what all of them speak",
    ),
    "a web library in a feature": (
        "features/knowledge/actions.py",
        "import litestar",
        "HTTP, sockets and HTML belong to surfaces",
    ),
    "an adapter that acts": (
        "adapters/telegram.py",
        "from bellrock.features.conversations import actions",
        "An adapter sees a feature's ports and model only",
    ),
    "a kit that knows a support word": (
        "kit/clock.py",
        "from bellrock.features import inbox",
        "Floors of the house",
    ),
    "a feature without a place": ("features/tickets/__init__.py", "", "Order of the features"),
    "a file of no known kind": (
        "features/audit/extras.py",
        "",
        "Inside a feature, imports go down the list of its files",
    ),
}


def test_the_generated_part_is_fresh() -> None:
    text = contracts.FILE.read_text(encoding="utf-8")
    assert contracts.renewed(text) == text, "run bin/contracts"
    assert contracts.keepers()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_breaks_its_contract(fault: str, tmp_path: Path) -> None:
    file, line, contract = FAULTS[fault]
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(SOURCE, tmp_path / "bellrock", ignore=shutil.ignore_patterns("assets", "__pycache__"))
    planted = tmp_path / "bellrock" / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"}
    done = subprocess.run([LINT, "--no-cache"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
