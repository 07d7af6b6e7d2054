"""Agents log in and out, see their sessions and their colleagues, and say whether they are there."""

import asyncio
from typing import Annotated

from litestar import Controller, Request, Response, delete, get, patch, post, put
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from bellrock.features.inbox import actions as inbox
from bellrock.features.people import actions as people
from bellrock.features.people.errors import WrongLogin
from bellrock.features.people.model import new_token, verify_password
from bellrock.kit.clock import SECOND
from bellrock.kit.i18n import match
from bellrock.surfaces.console import views
from bellrock.surfaces.console.shapes import (
    ColleagueShape,
    MeShape,
    PresenceShape,
    SessionShape,
    presence_shape,
)
from bellrock.surfaces.console.visits import (
    COOKIE,
    LOGINS_BY_ADDRESS,
    LOGINS_BY_NAME,
    PROOF,
    agent_of,
    console_cookie,
)
from bellrock.surfaces.http.arrivals import address_of, device_of, require_own_origin
from bellrock.surfaces.http.context import context_of

Call = Request[None, None, State]
_AT_ONCE = asyncio.Semaphore(2)
"""Two passwords at a time: argon2 is slow and large on purpose, and the desk must go on meanwhile."""


class Login(Struct, forbid_unknown_fields=True):
    login: Annotated[str, Meta(max_length=100)]
    password: Annotated[str, Meta(max_length=256)]


class Language(Struct, forbid_unknown_fields=True):
    language: Annotated[str, Meta(max_length=35)]


class Chosen(Struct, forbid_unknown_fields=True):
    state: Annotated[str, Meta(max_length=20)]
    automatic: bool


class OneAgent(Struct, frozen=True):
    agent: MeShape


class Sessions(Struct, frozen=True):
    sessions: list[SessionShape]


class Agents(Struct, frozen=True):
    agents: list[ColleagueShape]


class OnePresence(Struct, frozen=True):
    presence: PresenceShape


class PeopleController(Controller):
    path = "/people"
    tags = ("people",)

    @post("/sessions", status_code=201, summary="Log in")
    async def log_in(self, request: Call, data: JSONBody[Login]) -> Response[OneAgent]:
        require_own_origin(request)
        context = context_of(request)
        by_name = f"login:{data.login.strip().lower()}"
        context.limits.spend(f"logins:{address_of(request)}", LOGINS_BY_ADDRESS)
        context.limits.spend(by_name, LOGINS_BY_NAME)
        known = await context.desk.read(people.password_of, data.login)
        async with _AT_ONCE:
            fits = await asyncio.to_thread(verify_password, known[1] if known else None, data.password)
        if known is None or not fits:
            raise WrongLogin
        context.limits.restore(by_name)
        agent, token = known[0], new_token()
        session = await context.desk.write(people.begin_agent_session, agent, token, device_of(request))
        seconds = (session.expires_at - session.created_at) // SECOND
        me = OneAgent(await context.desk.read(views.me, agent))
        return Response(me, status_code=201, cookies=[console_cookie(context.settings, token, seconds)])

    @get("/sessions", summary="My sessions", security=PROOF)
    async def sessions(self, request: Call) -> Sessions:
        agent, session = await agent_of(request)
        return Sessions(await context_of(request).desk.read(views.sessions, agent, session.id))

    @delete("/sessions/{session_id:str}", summary="End a session, 'current' being this one", security=PROOF)
    async def end_session(self, request: Call, session_id: FromPath[str]) -> Response[None]:
        agent, session = await agent_of(request)
        ended = session.id if session_id == "current" else session_id
        await context_of(request).desk.write(people.end_session, "agent", agent.id, ended)
        response: Response[None] = Response(None, status_code=204)
        if ended == session.id:
            response.delete_cookie(COOKIE, path="/")
        return response

    @get("/me", summary="Who I am", security=PROOF)
    async def me(self, request: Call) -> OneAgent:
        agent, _ = await agent_of(request)
        return OneAgent(await context_of(request).desk.read(views.me, agent))

    @patch("/me", summary="Choose my language", security=PROOF)
    async def set_language(self, request: Call, data: JSONBody[Language]) -> OneAgent:
        agent, session = await agent_of(request)
        context = context_of(request)
        language = match(data.language) or agent.language
        await context.desk.write(people.set_language, agent.id, language)
        context.sessions.forget(session)
        agent, _ = await agent_of(request)
        return OneAgent(await context.desk.read(views.me, agent))

    @get("/agents", summary="My colleagues and their presence", security=PROOF)
    async def agents(self, request: Call) -> Agents:
        agent, _ = await agent_of(request)
        return Agents(await context_of(request).desk.read(views.colleagues, agent))


class PresenceController(Controller):
    path = "/inbox/presence"
    tags = ("inbox",)

    @put(summary="Choose my presence", security=PROOF)
    async def choose(self, request: Call, data: JSONBody[Chosen]) -> OnePresence:
        agent, _ = await agent_of(request)
        chosen = await context_of(request).desk.write(inbox.set_presence, agent, data.state, data.automatic)
        return OnePresence(presence_shape(chosen))
