"""How a visitor is admitted, and how one becomes a known customer."""

from collections.abc import Collection
from dataclasses import dataclass

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.people import store
from bellrock.features.people.actions.sessions import begin_session, person_by_id
from bellrock.features.people.errors import TokenUsed, WrongResumeCode
from bellrock.features.people.model import Claims, Person, Session
from bellrock.kit.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who arrives: the id whose key is already in the ring, a new session token, the device and the
    language.
    """

    person_id: str
    token: str
    device: str
    language: str


def admit_visitor(unit: Unit, arrival: Arrival) -> tuple[Person, Session]:
    """A new anonymous visitor with a session."""
    store.add_visitor(unit, arrival.person_id, arrival.language)
    session = begin_session(unit, "visitor", arrival.person_id, arrival.token, arrival.device)
    return Person("visitor", arrival.person_id, (arrival.person_id,)), session


def readmit_visitor(unit: Unit, arrival: Arrival) -> tuple[Person, Session]:
    """A session for a visitor who showed a resume code; raises WrongResumeCode when there is no such
    visitor.
    """
    if not store.visitor_exists(unit, arrival.person_id):
        raise WrongResumeCode
    session = begin_session(unit, "visitor", arrival.person_id, arrival.token, arrival.device)
    record(unit, Line("visitor", arrival.person_id, "people.resumed", session.id))
    return Person("visitor", arrival.person_id, (arrival.person_id,)), session


def customer_id(reader: Reader, external_id: str) -> str | None:
    """Our id of the exchange's customer, once there is one: its key must be in the ring before the unit."""
    return store.customer_id(reader, external_id)


def customer_names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """The names of those of these customers who have one, by id."""
    return store.customer_names(reader, ids) if ids else {}


def exchange_token(
    unit: Unit, claims: Claims, arrival: Arrival, visitor: Person | None
) -> tuple[Person, Session]:
    """A session for the customer of `claims`, whose jti is good once (TokenUsed); joins the visitor's
    threads.
    """
    if not store.spend_token(unit, claims):
        raise TokenUsed
    customer = store.keep_customer(unit, arrival.person_id, claims, arrival.language)
    if claims.name:
        store.name_customer(unit, customer, claims.name)
    if visitor is not None and visitor.kind == "visitor" and store.add_alias(unit, visitor.id, customer):
        record(unit, Line("customer", customer, "people.joined", visitor.id))
    session = begin_session(unit, "customer", customer, arrival.token, arrival.device)
    return person_by_id(unit, "customer", customer), session
