"""The list of checks, run by `bin/check`, the same for people and CI. A failing step hides no other."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from browser import BROWSER
from parts import NODE, NPM, ROOT, Missing, Part
from plain_python import PLAIN_PYTHON

BIN = Path(sys.executable).parent
COUNTS = ROOT / ".check"
PARTS = (BROWSER, PLAIN_PYTHON)
MINUTES, DEEP_MINUTES = 20, 60  # for one step


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    folder: Path = ROOT


@dataclass(frozen=True)
class Outcome:
    step: Step
    passed: bool
    seconds: float


def npm_run(script: str) -> tuple[str, ...]:
    return (NODE, NPM, "--silent", "run", script)


def pytest(name: str, *arguments: str) -> Step:
    return Step(name, ("pytest", f"--junitxml={COUNTS / name}.xml", *arguments))


STORIES = "tests/stories/browser"
"""Apart, because Playwright's loop and the tests' own do not live in one process."""

NAMED_RULES = ("locks", "licences", "texts")
STEPS = (
    *(pytest(name, f"tests/rules/test_{name}.py") for name in NAMED_RULES),
    Step("format", ("ruff", "format", "--check", ".")),
    Step("lint", ("ruff", "check", ".")),
    Step("types", ("mypy",)),
    Step("imports", ("lint-imports", "--no-logo")),
    Step("pages-types", npm_run("check"), ROOT / "web"),
    Step("pages-tests", npm_run("test"), ROOT / "web"),
    pytest("tests", f"--ignore={STORIES}", *(f"--ignore=tests/rules/test_{name}.py" for name in NAMED_RULES)),
    pytest("stories", STORIES),
)


def main() -> int:
    chosen, deep = read_arguments()
    path = os.pathsep.join([str(BIN), str(Path(NODE).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    if deep:
        environment["BELLROCK_DEEP"] = "1"
    if not sys.stdout.isatty():
        environment["NO_COLOR"] = "1"
    missing = provide(PARTS, environment)
    COUNTS.mkdir(exist_ok=True)
    if any(part is BROWSER for part, _ in missing):
        chosen = [step for step in chosen if step.name != "stories"]
    outcomes = [run(step, environment, missing) for step in chosen]
    return give_verdict(outcomes, missing)


def read_arguments() -> tuple[list[Step], bool]:
    parser = argparse.ArgumentParser(prog="bin/check", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the same tests at their full counts")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(step.name for step in STEPS))
    given = parser.parse_args()
    if unknown := set(given.steps) - {step.name for step in STEPS}:
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    return [step for step in STEPS if not given.steps or step.name in given.steps], given.deep


def provide(parts: Iterable[Part], environment: dict[str, str]) -> list[tuple[Part, Missing]]:
    """Puts what each part answers where its tests read it. Answers the parts this machine cannot have."""
    missing = []
    for part in parts:
        if environment.get(part.variable) or not part.is_wanted():
            continue
        say(f"looking for what the {part.name} need")
        try:
            environment[part.variable] = part.provide()
        except Missing as reason:
            missing.append((part, reason))
    return missing


def run(step: Step, environment: dict[str, str], missing: list[tuple[Part, Missing]]) -> Outcome:
    command = list(step.command)
    if command[0] == "pytest" and missing:
        command += ["-m", " and ".join(f"not {part.marker}" for part, _ in missing)]
    say(step.name)
    begun = time.monotonic()
    limit = DEEP_MINUTES if "BELLROCK_DEEP" in environment else MINUTES
    passed = finish(command, step.folder, environment, 60 * limit)
    return Outcome(step, passed, time.monotonic() - begun)


def finish(command: list[str], folder: Path, environment: dict[str, str], seconds: int) -> bool:
    """Whether the command ends well in time; a test that never ends must not hide the verdict."""
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return child.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        print(f"not ended after {seconds} s")
        return False
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def give_verdict(outcomes: list[Outcome], missing: list[tuple[Part, Missing]]) -> int:
    say("verdict")
    for outcome in outcomes:
        print(f"{'ok' if outcome.passed else 'FAILED':>6} {outcome.seconds:6.1f} s  {outcome.step.name}")
    for part, reason in missing:
        print(f"NOT RUN: {part.name}; to run them: {reason.mend}")
    passed, failed = count_tests(outcome.step for outcome in outcomes)
    print(f"{passed} passed, {failed} failed")
    unproven = bool(missing) and os.environ.get("CI") == "true"
    return int(unproven or not all(outcome.passed for outcome in outcomes))


def count_tests(steps: Iterable[Step]) -> tuple[int, int]:
    """Passed and failed tests of all pytest steps, from the reports they just wrote."""
    total = failed = 0
    for step in steps:
        report = COUNTS / f"{step.name}.xml"
        if step.command[0] == "pytest" and report.exists():
            for suite in ElementTree.parse(report).iter("testsuite"):
                total += int(suite.attrib["tests"]) - int(suite.attrib["skipped"])
                failed += int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    return total - failed, failed


def say(words: str) -> None:
    print(f"\n== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
