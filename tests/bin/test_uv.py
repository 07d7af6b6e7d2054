"""How bin/setup brings uv: each way with the others hidden, and the one line when there is none."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rules.tree import ROOT

pytestmark = pytest.mark.venv

TOOLS = ("sh", "cat", "cksum", "dirname", "find", "id", "ls", "mkdir", "rm", "sort", "xargs")
NO_REGISTRY = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}


@dataclass
class Machine:
    """A checkout and a PATH on which stands only what the test puts there."""

    place: Path

    def __post_init__(self) -> None:
        shutil.copytree(ROOT / "bin", self.place / "bin")
        (self.place / ".tools").mkdir()
        (self.place / "path").mkdir()
        for tool in TOOLS:
            (self.place / "path" / tool).symlink_to(shutil.which(tool) or tool)

    def put(self, tool: str, script: str) -> None:
        shim = self.place / "path" / tool
        shim.parent.resolve().mkdir(parents=True, exist_ok=True)
        shim.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        shim.chmod(0o755)

    def put_python(self, real: Path, refuses: str) -> None:
        """A python3 that has no module called `refuses`."""
        self.put("python3", f'case "$1 $2" in "-m "{refuses}) exit 1 ;; esac\nexec {real} "$@"')

    def find_uv(self, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Runs the search as bin/setup does; answers with the uv found on stdout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
        return subprocess.run(
            ["sh", "-c", '. bin/lib/uv.sh; find_uv; "$uv" --version >&2; echo "$uv"', "bin/setup"],
            cwd=self.place,
            env={**kept, **environment, "PATH": str(self.place / "path")},
            capture_output=True,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_one_on_the_path(machine: Machine) -> None:
    machine.put("uv", "echo uv 1")
    assert machine.find_uv().stdout == "uv\n"


def test_a_broken_one_is_passed_over_for_the_one_brought_before(machine: Machine) -> None:
    machine.put("uv", "exit 127")
    machine.put("../.tools/uv/bin/uv", "echo uv 1")
    assert machine.find_uv().stdout == ".tools/uv/bin/uv\n"


def test_by_venv(machine: Machine, python: Path) -> None:
    machine.put_python(python, refuses="pip")
    assert machine.find_uv().stdout == ".tools/uv/bin/uv\n"
    assert (machine.place / ".tools" / "uv" / "pyvenv.cfg").exists()


def test_by_pip_into_a_folder(machine: Machine, python: Path) -> None:
    machine.put_python(python, refuses="venv")
    assert machine.find_uv().stdout == ".tools/uv/bin/uv\n"
    assert not (machine.place / ".tools" / "uv" / "pyvenv.cfg").exists()


@pytest.mark.parametrize(
    ("tool", "mend"), [("apt-get", "apt-get install python3.{}-venv"), ("dnf", "dnf install python3-pip")]
)
def test_no_way_is_one_line_that_names_the_package(
    machine: Machine, python: Path, tool: str, mend: str
) -> None:
    machine.put(tool, "exit 1")
    machine.put("id", "echo 0")
    machine.put_python(python, refuses="venv|'-m 'pip")
    done = machine.find_uv()
    minor = subprocess.check_output([python, "-c", "import sys; print(sys.version_info.minor)"], text=True)
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(mend.format(minor.strip()))
    assert len(done.stderr.splitlines()) == 1


def test_no_python_is_one_line_too(machine: Machine) -> None:
    machine.put("apt-get", "exit 1")
    machine.put("id", "echo 1000")
    done = machine.find_uv()
    assert done.returncode != 0
    assert done.stderr.splitlines() == [
        "bin/setup: Python 3.11 or newer is missing; run: sudo apt-get install python3 python3-venv"
    ]


def test_a_dead_network_is_not_taken_for_a_missing_package(machine: Machine, python: Path) -> None:
    machine.put_python(python, refuses="venv")
    done = machine.find_uv(**NO_REGISTRY)
    assert done.returncode != 0
    assert "could not be downloaded" in done.stderr.splitlines()[-1]
