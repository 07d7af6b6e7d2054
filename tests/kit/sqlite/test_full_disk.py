import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


def tell(story: str, folder: Path) -> Any:
    words = [sys.executable, "-m", "tests.kit.sqlite.full_disk", story, str(folder)]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_on_a_full_disk_what_fits_is_stored_and_the_rest_is_refused(tmp_path: Path) -> None:
    told = tell("write", tmp_path)
    assert told["first"] == ["int", "OperationalError", "int", "OperationalError", "int"]
    assert told["stored"] == ["before", "a", "b", "c"]
    assert told["again"] == ["IntegrityError", "NoneType", "IntegrityError", "NoneType", "IntegrityError"]
    assert told["at the end"] == ["a", "b", "before", "c", "large one", "large two"]


def test_the_log_is_moved_again_after_a_move_that_failed(tmp_path: Path) -> None:
    told = tell("move", tmp_path)
    assert "cannot be moved now" in told["heard"]
    assert told["names"] == ["a", "b", "c", "d"]
