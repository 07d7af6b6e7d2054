"""The Python below our own environment, with its venv module: the ways to uv are tried with it."""

import subprocess
import sys
from pathlib import Path

from parts import Missing, Part, apt_install, mend_command


def provide() -> str:
    """Path of a Python that makes virtual environments with pip inside. Raises Missing."""
    version = f"python3.{sys.version_info.minor}"
    python = Path(sys.base_prefix, "bin", version)
    if _has_pip_to_give(python) or (apt_install(f"{version}-venv") and _has_pip_to_give(python)):
        return str(python)
    raise Missing(mend_command(f"{version}-venv"))


def _has_pip_to_give(python: Path) -> bool:
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0


PLAIN_PYTHON = Part("ways to uv", marker="venv", variable="BELLROCK_PYTHON", provide=provide)
