"""What a traced process asked of the system, in the order in which it happened."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg"
_BEGUN = re.compile(r"^(?P<thread>\d+) +(?P<name>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: a write counts from its beginning, a sync from its successful end."""

    name: str
    words: str

    @property
    def is_sync(self) -> bool:
        return self.name in ("fdatasync", "fsync")

    def concerns(self, file: str) -> bool:
        """Whether it was made on a file of this name."""
        return f"/{file}>" in self.words


def tracer(file: Path) -> list[str]:
    """The words before a command that trace it into `file`; none where the system allows no tracer."""
    found = shutil.which("strace")
    if found is None:
        return []
    words = [found, "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", str(file)]
    tried = subprocess.run([*words, shutil.which("true") or "true"], capture_output=True, check=False)
    return words if tried.returncode == 0 else []


def calls(file: Path) -> Iterator[Call]:
    """The calls of a trace."""
    begun: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _BEGUN.match(line):
            name, words = match["name"], match["rest"]
            is_whole = not words.endswith(_UNFINISHED)
            call = Call(name, words.removesuffix(_UNFINISHED))
            if not is_whole:
                begun[match["thread"]] = call.words
            if not call.is_sync or (is_whole and words.endswith("= 0")):
                yield call
        elif match := _RESUMED.match(line):
            call = Call(match["name"], begun.pop(match["thread"], ""))
            if call.is_sync and match["rest"].endswith("= 0"):
                yield call
