"""bellrock agent, from the words on the command line to the agent in the database."""

import asyncio
import io
import json
from pathlib import Path

import pytest

from bellrock.features.people import actions as people
from bellrock.kit.config import Settings
from bellrock.surfaces import cli
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house

PASSWORD = "a long enough one\n"


@pytest.fixture
def folder(tmp_path: Path, clock: SetClock) -> Path:
    open_house(tmp_path / "desk", clock).close()
    return tmp_path / "desk"


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD))


def add(folder: Path, *words: str) -> int:
    return cli.run(["agent", "--data", str(folder), "--name", "Ann", *words], {}, House.open)


def capacities(folder: Path) -> dict[str, int]:
    house = House.open(Settings(data=str(folder)))
    try:
        return {agent.login: agent.capacity for agent in asyncio.run(house.desk.read(people.agents))}
    finally:
        house.close()


@pytest.mark.parametrize(("words", "capacity"), [((), 5), (("--capacity", "50"), 50)])
def test_an_agent_holds_as_many_as_the_operator_says(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], capacity: int
) -> None:
    assert add(folder, *words, "Ann") == 0
    assert json.loads(capsys.readouterr().out)["login"] == "ann"
    assert capacities(folder) == {"ann": capacity}


@pytest.mark.parametrize("capacity", ["0", "51"])
def test_too_much_is_refused_by_name(folder: Path, capsys: pytest.CaptureFixture[str], capacity: str) -> None:
    assert add(folder, "--capacity", capacity, "ann") == 1
    told = capsys.readouterr()
    assert "capacity" in told.err
    assert told.out == ""
    assert capacities(folder) == {}
