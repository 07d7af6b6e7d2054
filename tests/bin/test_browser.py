"""The browser that the stories get."""

import os
from pathlib import Path

import pytest
from browser import draws


@pytest.mark.browser
def test_the_browser_draws_chinese() -> None:
    assert draws(Path(os.environ["BELLROCK_CHROMIUM"]))


def test_what_does_not_start_is_no_browser(tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho install the package first >&2\nexit 1\n", encoding="utf-8")
    stub.chmod(0o755)
    assert not draws(stub)
    assert not draws(tmp_path / "none")
