import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bellrock.kit.clock import now
from bellrock.kit.errors import Misconfigured
from bellrock.kit.live import Hub
from bellrock.kit.sqlite.desk import Parts, SqliteDesk
from bellrock.kit.sqlite.lock import FileLock
from bellrock.wiring import House
from tests.kit.small import Small

HOLD = """
import sys
from pathlib import Path
from bellrock.kit.sqlite.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("locked", flush=True)
input()
"""


def test_one_desk_a_file(small: Small) -> None:
    parts = Parts(now, small.keyring.vault, small.outbox, Hub().publish)
    with pytest.raises(Misconfigured, match=rf"running \(process {os.getpid()}\).*end that one first"):
        SqliteDesk(small.path, parts)


def test_a_second_process_is_told_who_has_the_desk(house: House) -> None:
    folder = house.settings.folder
    words = [sys.executable, "-m", "bellrock", "migrate", "--data", str(folder)]
    second = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (second.returncode, second.stdout) == (1, "")
    reason = rf"bellrock: The desk in {re.escape(str(folder))} is already running \(process {os.getpid()}\)\."
    assert re.match(reason, second.stderr)
    assert second.stderr.count("\n") == 1


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "desk.lock"
    words = [sys.executable, "-c", HOLD, str(path)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"locked\n"
        with pytest.raises(Misconfigured, match=f"process {holder.pid}"):
            FileLock(path)
    finally:
        holder.kill()
        holder.communicate()
    lock = FileLock(path)
    with pytest.raises(Misconfigured):
        FileLock(path)
    lock.release()
    FileLock(path).release()
