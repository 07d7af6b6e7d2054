"""Arriving: as a visitor, as a customer whom the exchange vouches for, or again with a resume code."""

from typing import Annotated

from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.params import JSONBody
from msgspec import Meta, Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.people import actions as people
from bellrock.features.people.errors import BadToken, Unknown
from bellrock.features.people.model import Person, Session, new_token, read_identity
from bellrock.kit.clock import SECOND
from bellrock.kit.i18n import match
from bellrock.kit.ids import new_id
from bellrock.surfaces.http.arrivals import device_of
from bellrock.surfaces.http.context import Connection, Context, context_of
from bellrock.surfaces.widget.shapes import PersonShape, SessionShape, person_shape
from bellrock.surfaces.widget.visits import (
    ARRIVALS,
    COOKIE,
    PROOF,
    RESUMPTIONS,
    person_of,
    person_of_token,
    spend,
    token_of,
    visitor_cookie,
)

Call = Request[None, None, State]


class NewVisitor(Struct, forbid_unknown_fields=True):
    language: Annotated[str, Meta(max_length=35)]


class ExchangeToken(Struct, forbid_unknown_fields=True):
    """The token with which the exchange vouches for its customer."""

    token: Annotated[str, Meta(max_length=4096)]
    language: Annotated[str, Meta(max_length=35)] = ""


class ResumeCode(Struct, forbid_unknown_fields=True):
    code: Annotated[str, Meta(max_length=64)]


class Me(Struct, frozen=True):
    person: PersonShape


class PeopleController(Controller):
    path = "/people"
    tags = ("people",)

    @post("/visitors", status_code=201, summary="Arrive as a visitor")
    async def admit_visitor(self, request: Call, data: JSONBody[NewVisitor]) -> Response[SessionShape]:
        spend(request, "arrivals", ARRIVALS)
        context = context_of(request)
        arrival = _arrival(request, new_id(context.clock), data.language)
        await context.keyring.ensure(arrival.person_id)
        person, session = await context.desk.write(people.admit_visitor, arrival)
        return _welcome(context, arrival.token, person, session)

    @post("/sessions", status_code=201, summary="Arrive as a customer of the exchange", security=[{}, *PROOF])
    async def exchange_token(self, request: Call, data: JSONBody[ExchangeToken]) -> Response[SessionShape]:
        spend(request, "arrivals", ARRIVALS)
        context = context_of(request)
        if context.trust is None:
            raise BadToken(reason="no_keys")
        claims = read_identity(data.token, context.trust, context.clock())
        known = await context.desk.read(people.customer_id, claims.external_id)
        language = data.language or claims.language or ""
        arrival = _arrival(request, known or new_id(context.clock), language)
        await context.keyring.ensure(arrival.person_id)
        visitor = await _visitor_of(request)
        person, session = await context.desk.write(people.exchange_token, claims, arrival, visitor)
        return _welcome(context, arrival.token, person, session)

    @post("/resumptions", status_code=201, summary="Come back with a resume code")
    async def resume(self, request: Call, data: JSONBody[ResumeCode]) -> Response[SessionShape]:
        spend(request, "resumptions", RESUMPTIONS)
        context = context_of(request)
        conversation = await context.desk.read(conversations.person_of_resume_code, data.code)
        arrival = _arrival(request, conversation.person_id, conversation.language)
        person, session = await context.desk.write(people.readmit_visitor, arrival)
        return _welcome(context, arrival.token, person, session, conversation.id)

    @get("/me", summary="Who I am", security=PROOF)
    async def me(self, request: Call) -> Me:
        person, _ = await person_of(request)
        return Me(person_shape(person))

    @delete("/sessions/current", summary="Leave", security=PROOF)
    async def end_session(self, request: Call) -> Response[None]:
        person, session = await person_of(request)
        await context_of(request).desk.write(people.end_session, session.kind, person.id, session.id)
        response: Response[None] = Response(None, status_code=204)
        response.delete_cookie(COOKIE, path="/")
        return response


async def _visitor_of(connection: Connection) -> Person | None:
    """The visitor who is about to prove to be a customer, if there is one."""
    token = token_of(connection)
    if not token:
        return None
    try:
        person, _ = await person_of_token(connection, token)
    except Unknown:
        return None
    return person if person.kind == "visitor" else None


def _arrival(connection: Connection, person_id: str, language: str) -> people.Arrival:
    known = match(language) or context_of(connection).brand.language
    return people.Arrival(person_id, new_token(), device_of(connection), known)


def _welcome(
    context: Context, token: str, person: Person, session: Session, conversation_id: str | None = None
) -> Response[SessionShape]:
    shape = SessionShape(token, person_shape(person), session.expires_at)
    if conversation_id is not None:
        shape = SessionShape(token, person_shape(person), session.expires_at, conversation_id)
    seconds = (session.expires_at - session.created_at) // SECOND
    return Response(shape, status_code=201, cookies=[visitor_cookie(context.settings, token, seconds)])
