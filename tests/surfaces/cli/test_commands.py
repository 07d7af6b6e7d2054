"""The operator's words: results on stdout as JSON lines, every refusal on stderr with the mend, exit 1."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bellrock.surfaces import cli
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house


@dataclass(frozen=True, slots=True)
class Told:
    code: int
    out: str
    err: str


class Terminal:
    """Runs one command as the program does."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._patch = patch

    def run(self, *words: str, typed: str = "", environ: Mapping[str, str] | None = None) -> Told:
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        code = cli.run(list(words), environ or {}, House.open)
        told = self._capture.readouterr()
        return Told(code, told.out, told.err)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(capsys, monkeypatch)


def refused(told: Told, *wanted: str) -> None:
    assert (told.code, told.out) == (1, "")
    assert "Traceback" not in told.err
    for word in wanted:
        assert word in told.err


def test_migrate_makes_the_desk_says_where_and_may_be_said_twice(terminal: Terminal, tmp_path: Path) -> None:
    for _ in range(2):
        told = terminal.run("migrate", "--data", str(tmp_path / "desk"))
        assert told.code == 0
        assert json.loads(told.out) == {"migrated": str(tmp_path / "desk")}
    assert (tmp_path / "desk" / "desk.sqlite").is_file()
    assert ((tmp_path / "desk").stat().st_mode & 0o077) == 0, "others may look into the folder"
    assert ((tmp_path / "desk" / "secrets" / "master.key").stat().st_mode & 0o077) == 0


def test_stdout_holds_json_lines_alone(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal.run(
        "agent", "--data", str(tmp_path / "desk"), "--name", "Ann", "ann", typed="a long enough one\n"
    )
    assert told.code == 0
    lines = told.out.splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["login"] == "ann"
    assert "long enough" not in told.out + told.err


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"BELLROCK_PORT": "many"}, ("port", "BELLROCK_PORT")),
        ({"BELLROCK_PORT": "70000"}, ("port", "BELLROCK_PORT")),
        ({"BELLROCK_LOG_LEVEL": "LOUD"}, ("log_level", "BELLROCK_LOG_LEVEL")),
        ({"BELLROCK_SETTINGS": "/nowhere/settings.toml"}, ("/nowhere/settings.toml", "BELLROCK_SETTINGS")),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(
    terminal: Terminal, tmp_path: Path, environ: dict[str, str], wanted: tuple[str, ...]
) -> None:
    refused(terminal.run("migrate", "--data", str(tmp_path / "desk"), environ=environ), *wanted)
    assert not (tmp_path / "desk").exists(), "the desk was made in spite of it"


def test_a_settings_file_with_a_fault_is_named(terminal: Terminal, tmp_path: Path) -> None:
    for text, wanted in (("port = ", "TOML"), ('prot = "8800"', "prot"), ("port = 0", "port")):
        file = tmp_path / "settings.toml"
        file.write_text(text)
        told = terminal.run(
            "migrate", "--data", str(tmp_path / "desk"), environ={"BELLROCK_SETTINGS": str(file)}
        )
        refused(told, wanted, str(file))


def test_a_running_desk_is_left_alone(terminal: Terminal, tmp_path: Path, clock: SetClock) -> None:
    house = open_house(tmp_path / "desk", clock)
    try:
        for words in (("migrate",), ("agent", "--name", "Ann", "ann"), ("serve",)):
            told = terminal.run(
                words[0], "--data", str(tmp_path / "desk"), *words[1:], typed="long enough pw\n"
            )
            refused(told, "already running", "end that one first")
    finally:
        house.close()


def test_a_master_key_that_is_none_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "desk" / "secrets").mkdir(parents=True)
    (tmp_path / "desk" / "secrets" / "master.key").write_bytes(b"short")
    refused(terminal.run("migrate", "--data", str(tmp_path / "desk")), "master.key", "32 bytes")


@pytest.mark.parametrize("keys", ["missing.json", "broken.json"])
def test_keys_that_cannot_be_read_stop_the_server(terminal: Terminal, tmp_path: Path, keys: str) -> None:
    (tmp_path / "broken.json").write_text("{")
    environ = {"BELLROCK_IDENTITY_KEYS": str(tmp_path / keys)}
    folder = str(tmp_path / "desk")
    refused(terminal.run("serve", "--data", folder, environ=environ), "identity_keys", keys)
    assert terminal.run("migrate", "--data", folder).code == 0, "the desk was left locked"


def test_a_brand_that_is_not_there_stops_it(terminal: Terminal, tmp_path: Path) -> None:
    environ = {"BELLROCK_BRAND": str(tmp_path / "no-brand")}
    refused(terminal.run("migrate", "--data", str(tmp_path / "desk"), environ=environ), "no-brand")


@pytest.mark.parametrize(
    ("words", "typed", "wanted"),
    [
        (("--name", "Ann", "ann"), "short\n", "password"),
        (("--name", "Ann", "ann"), "", "password"),
        (("--name", " ", "ann"), "a long enough one\n", "name"),
        (("--name", "Ann", "--role", "owner", "ann"), "a long enough one\n", "role"),
        (("--name", "Ann", "an n"), "a long enough one\n", "login"),
    ],
)
def test_a_wrong_agent_is_refused_by_field(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], typed: str, wanted: str
) -> None:
    refused(terminal.run("agent", "--data", str(tmp_path / "desk"), *words, typed=typed), wanted)


def test_a_login_is_given_once(terminal: Terminal, tmp_path: Path) -> None:
    words = ("agent", "--data", str(tmp_path / "desk"), "--name", "Ann", "ann")
    assert terminal.run(*words, typed="a long enough one\n").code == 0
    refused(terminal.run(*words, typed="a long enough one\n"), "ann")


@pytest.mark.parametrize("words", [(), ("nothing",), ("serve", "--port", "many"), ("agent",)])
def test_words_that_are_none_are_explained(terminal: Terminal, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.run(*words)
    assert ended.value.code == 2
