"""The verdict of bin/check."""

import os
from pathlib import Path

import check
import pytest
from parts import Missing, Part


def absent() -> str:
    raise Missing("apt-get install lighthouse")


LAMP = Part("lamp stories", marker="venv", variable="LAMP", provide=absent)
WANTED = [check.Outcome(check.STEPS[0], True, 1.0)]


def test_a_missing_part_is_named_with_its_mend_and_passes_for_a_newcomer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    missing = check.provide([LAMP], {})
    assert check.give_verdict(WANTED, missing) == 0
    assert capsys.readouterr().out.splitlines()[-2] == (
        "NOT RUN: lamp stories; to run them: apt-get install lighthouse"
    )


def test_a_missing_part_fails_where_everything_must_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert check.give_verdict(WANTED, check.provide([LAMP], {})) == 1
    assert check.give_verdict(WANTED, []) == 0


def test_tests_in_need_of_a_missing_part_are_left_out(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    echo = tmp_path / "pytest"
    echo.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    echo.chmod(0o755)
    step = check.Step("stories", ("pytest", "tests"), tmp_path)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    monkeypatch.setenv("PATH", environment["PATH"])
    outcome = check.run(step, environment, [(LAMP, Missing("mend"))])
    assert outcome.passed
    assert "tests -m not venv" in capfd.readouterr().out


def test_a_step_that_never_ends_fails_with_all_it_started(tmp_path: Path) -> None:
    """The child of the step holds a pipe open; reading tells that it is gone, or refuses to wait for it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    loop = ["sh", "-c", f"sleep 600 >{pipe} & wait"]
    assert not check.finish(loop, tmp_path, {"PATH": "/usr/bin:/bin"}, seconds=1)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_a_part_that_is_given_is_not_looked_for() -> None:
    assert check.provide([LAMP], {"LAMP": "here"}) == []


def test_a_failed_step_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [*WANTED, check.Outcome(check.STEPS[1], False, 2.0)]
    assert check.give_verdict(outcomes, []) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("FAILED") and line.endswith(check.STEPS[1].name) for line in lines)
    assert lines[-1].endswith(" failed")


def test_tests_are_counted_from_their_reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(check, "COUNTS", tmp_path)
    report = '<testsuites><testsuite tests="9" skipped="1" failures="2" errors="1"/></testsuites>'
    (tmp_path / f"{check.STEPS[0].name}.xml").write_text(report, encoding="utf-8")
    assert check.count_tests(check.STEPS) == (5, 3)
