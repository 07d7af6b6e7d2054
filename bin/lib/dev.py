"""Runs the demo, and runs it anew whenever a source file is saved; pages are built anew when theirs are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = (ROOT / "src", ROOT / "brands")
PAGES = (ROOT / "web", ROOT / "brands" / "default" / "texts")
NOT_SOURCES = {"node_modules", "__pycache__", "assets"}
PAUSE_SECONDS = 0.5

Seen = dict[Path, int]


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server, pages = look(SERVER), look(PAGES)
    child = start()
    try:
        while True:
            time.sleep(PAUSE_SECONDS)
            server_now, pages_now = look(SERVER), look(PAGES)
            if (server, pages) == (server_now, pages_now):
                continue
            if pages != pages_now:
                subprocess.run([sys.executable, str(ROOT / "hatch_build.py")])
            server, pages = server_now, pages_now
            stop(child)
            child = start()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        stop(child)


def look(folders: tuple[Path, ...]) -> Seen:
    """Every source file below the folders, with the time of its last change in ns."""
    return {path: _changed_at(path) for folder in folders for path in _sources(folder)}


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # editors replace a file to save it
        return 0


def _sources(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = set(folders) - NOT_SOURCES
        yield from (Path(place, name) for name in files)


def start() -> subprocess.Popen[bytes]:
    """A process group of its own: an interrupt from the keyboard reaches the server once, through `stop`."""
    command = [sys.executable, "-m", "bellrock", "demo", *sys.argv[1:]]
    return subprocess.Popen(command, start_new_session=True)


def stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
