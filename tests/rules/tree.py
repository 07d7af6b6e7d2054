"""The files of the tree, as the rules read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bellrock"
FEATURES = sorted(path.parent.name for path in SOURCE.glob("features/*/__init__.py"))
CODE = {".py", ".ts", ".svelte", ".mjs", ".js", ".css", ".html", ".sh"}


@cache
def files() -> tuple[Path, ...]:
    """Everything that git keeps or would keep with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def code_files() -> list[Path]:
    return [path for path in files() if path.suffix in CODE or (path.parent == ROOT / "bin")]


def python_files(*tops: str) -> list[Path]:
    """The Python files below the named folders; all of them without a name."""
    places = [ROOT / top for top in tops]
    python = [path for path in files() if path.suffix == ".py"]
    return [path for path in python if not places or any(path.is_relative_to(place) for place in places)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The path as a reader of the tree writes it."""
    return str(path.relative_to(ROOT))
