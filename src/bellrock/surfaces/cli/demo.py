"""bellrock demo: one command, one process, a desk that looks as if it had been open for a week."""

import asyncio
import json
import os
import secrets
import sys
from pathlib import Path

from bellrock.features.people import actions as people
from bellrock.features.people.model import NewAgent, hash_password
from bellrock.kit.clock import now
from bellrock.kit.config import Settings
from bellrock.surfaces.cli.house import House, OpenHouse
from bellrock.surfaces.cli.sample import Sample, ShiftedClock, read_sample, tell_sample
from bellrock.surfaces.cli.serve import serve
from bellrock.surfaces.cli.starter import load_starter

LOGINS = "demo-logins.json"


def demo(settings: Settings, open_house: OpenHouse) -> int:
    """Make the sample desk the first time, say where it is, serve it."""
    clock = ShiftedClock(now)
    house = open_house(settings, clock)
    logins = settings.folder / LOGINS
    if not logins.exists():
        say("Filling the sample desk ...")
        sample = read_sample(house.brand_folder / "sample-desk.yaml")
        passwords = asyncio.run(_furnish(house, sample, clock))
        _keep(logins, passwords)
    load_starter(house)
    announce(settings, json.loads(logins.read_text(encoding="utf-8")))
    return serve(house)


def announce(settings: Settings, passwords: dict[str, str]) -> None:
    say("")
    say(f"  Help center  {settings.url}/zh-CN/help   {settings.url}/en/help")
    say(f"  Chat         {settings.url}/chat")
    say(f"  Console      {settings.url}/console")
    for login, password in passwords.items():
        say(f"               {login}  {password}")
    say("")
    say("Ctrl+C ends it.")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


async def _furnish(house: House, sample: Sample, clock: ShiftedClock) -> dict[str, str]:
    passwords = {agent.login: secrets.token_urlsafe(9) for agent in sample.agents}
    ids: dict[str, str] = {}
    for agent in sample.agents:
        new = NewAgent(
            agent.login, agent.name, agent.role, agent.language, tuple(agent.languages), agent.capacity
        )
        ids[agent.login] = await house.desk.write(
            people.add_agent, new, hash_password(passwords[agent.login])
        )
    await tell_sample(house, sample, ids, clock)
    return passwords


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """Written last and at once: a demo that was interrupted before is furnished again from nothing."""
    draft = path.with_suffix(".draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(passwords, file)
    draft.replace(path)
