"""Every word of the command line, and what it calls."""

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bellrock.features.people.model import NewAgent
from bellrock.kit.clock import now
from bellrock.kit.config import Settings, load
from bellrock.kit.errors import Misconfigured, Refusal
from bellrock.kit.i18n import LANGUAGES
from bellrock.surfaces.cli.agents import add_agent
from bellrock.surfaces.cli.demo import demo
from bellrock.surfaces.cli.house import OpenHouse
from bellrock.surfaces.cli.serve import serve
from bellrock.surfaces.cli.starter import load_starter


def run(words: Sequence[str], environ: Mapping[str, str], open_house: OpenHouse) -> int:
    """Run one command; 0 when it succeeded, 1 when it was refused (the reason stands on stderr)."""
    given = _parser().parse_args(words)
    try:
        settings = load(environ, {"data": given.data, "port": getattr(given, "port", None)})
        logging.getLogger("bellrock").setLevel(settings.log_level)
        return int(_COMMANDS[given.command](settings, given, open_house))
    except (Misconfigured, Refusal) as error:
        fields = getattr(error, "fields", {})
        print(f"bellrock: {error}{f' {fields}' if fields else ''}", file=sys.stderr)
        return 1


def _demo(settings: Settings, given: argparse.Namespace, open_house: OpenHouse) -> int:
    folder = given.data or settings.data
    return demo(load_demo(settings, folder), open_house)


def load_demo(settings: Settings, folder: str) -> Settings:
    return load(
        {}, {**{name: getattr(settings, name) for name in settings.__struct_fields__}, "data": folder}
    )


def _serve(settings: Settings, _: argparse.Namespace, open_house: OpenHouse) -> int:
    house = open_house(settings, now)
    load_starter(house)
    return serve(house)


def _migrate(settings: Settings, _: argparse.Namespace, open_house: OpenHouse) -> int:
    open_house(settings, now).close()
    print(json.dumps({"migrated": str(Path(settings.data).resolve())}))
    return 0


def _add_agent(settings: Settings, given: argparse.Namespace, open_house: OpenHouse) -> int:
    agent = NewAgent(
        login=given.login.lower(),
        name=given.name,
        role=given.role,
        language=given.language,
        languages=tuple(given.languages),
        capacity=given.capacity,
    )
    agent_id = add_agent(settings, open_house, agent, sys.stdin.readline().rstrip("\n"))
    print(json.dumps({"agent": agent_id, "login": agent.login}))
    return 0


_COMMANDS = {"demo": _demo, "serve": _serve, "migrate": _migrate, "agent": _add_agent}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bellrock", description="A customer-support desk for crypto exchanges."
    )
    words = parser.add_subparsers(dest="command", required=True)
    demo_words = words.add_parser("demo", help="a desk with sample agents, articles and conversations")
    serve_words = words.add_parser("serve", help="the desk of BELLROCK_* settings")
    migrate_words = words.add_parser("migrate", help="bring the database to this version's schema")
    agent_words = words.add_parser("agent", help="add an agent; the password is read from stdin")
    for one in (demo_words, serve_words, migrate_words, agent_words):
        one.add_argument("--data", metavar="DIR", help="folder of the desk's data; made when missing")
    for one in (demo_words, serve_words):
        one.add_argument("--port", type=int, metavar="N")
    agent_words.add_argument("login")
    agent_words.add_argument("--name", required=True)
    agent_words.add_argument("--role", default="agent")
    agent_words.add_argument("--language", default="en", choices=LANGUAGES)
    agent_words.add_argument("--languages", nargs="+", default=["en"], choices=LANGUAGES)
    agent_words.add_argument(
        "--capacity", type=int, default=5, metavar="N", help="conversations held at once, 1 to 50; default 5"
    )
    return parser
