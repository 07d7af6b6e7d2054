"""A clean clone of the tree as it stands, set up once, and a Python that can bring uv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.tree import ROOT, files


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git would give a newcomer, before the first command."""
    place = tmp_path_factory.mktemp("clone")
    for path in files():
        target = place / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return place


@pytest.fixture(scope="session")
def house(clone: Path) -> Path:
    """The clone after its first bin/setup."""
    subprocess.run([clone / "bin" / "setup"], check=True, stdin=subprocess.DEVNULL)
    return clone


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with both venv and pip, whatever the one that runs the tests has."""
    own = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")
    place = tmp_path_factory.mktemp("python")
    subprocess.run([os.environ.get("BELLROCK_PYTHON", own), "-m", "venv", place], check=True)
    return place / "bin" / "python3"
