"""Arriving: as a visitor, as a customer the exchange vouches for, again with a resume code."""

import asyncio

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.people import actions as people
from bellrock.features.people.errors import TokenUsed, Unknown, WrongResumeCode
from bellrock.features.people.model import Claims
from bellrock.features.people.tables import people_exchanged_tokens, people_sessions
from bellrock.kit.clock import DAY, MINUTE
from bellrock.kit.unit import Reader
from bellrock.wiring import House
from tests.clock import SetClock
from tests.people import arrival, claims, customer, fresh, visitor

pytestmark = pytest.mark.anyio


def _tokens(reader: Reader) -> int:
    return len(reader.run(people_exchanged_tokens.select()).all())


async def test_a_visitor_is_known_by_the_token_alone(house: House) -> None:
    guest = await visitor(house)
    person, session = await house.desk.read(people.person_of, guest.token)
    assert (person, session) == (guest.person, guest.session)
    assert (person.kind, person.ids, person.name) == ("visitor", (person.id,), None)
    for wrong in ("", guest.token[:-1], guest.token + "x", guest.person.id, guest.session.id):
        with pytest.raises(Unknown):
            await house.desk.read(people.person_of, wrong)


async def test_the_token_itself_is_not_stored(house: House) -> None:
    guest = await visitor(house)

    def stored(reader: Reader) -> str:
        return str(reader.run(people_sessions.select()).all())

    assert guest.session.id in await house.desk.read(stored)
    assert guest.token not in await house.desk.read(stored)


async def test_a_session_ends_by_itself_after_half_a_year(house: House, clock: SetClock) -> None:
    guest = await visitor(house)
    clock.advance(180 * DAY - 1)
    assert await house.desk.read(people.person_of, guest.token)
    clock.advance(1)
    with pytest.raises(Unknown):
        await house.desk.read(people.person_of, guest.token)


async def test_a_customers_session_ends_after_thirty_days(house: House, clock: SetClock) -> None:
    known = await customer(house, fresh("customer"))
    assert known.session.expires_at == clock() + 30 * DAY


async def test_the_exchanges_customer_is_one_person_however_often_they_come(house: House) -> None:
    name = fresh("customer")
    first, second = await customer(house, name, "Li"), await customer(house, name)
    other = await customer(house, fresh("customer"))
    assert (first.person.kind, first.person.id) == ("customer", second.person.id)
    assert first.token != second.token
    assert other.person.id != first.person.id
    assert second.person.name == "Li", "a token without a name takes none away"
    assert (await customer(house, name, "Li Hua")).person.name == "Li Hua"


async def test_two_who_come_at_once_for_the_first_time_are_one(house: House) -> None:
    name = fresh("customer")
    visits = await asyncio.gather(*(customer(house, name, "Li") for _ in range(5)))
    assert len({one.person.id for one in visits}) == 1
    assert {one.person.name for one in visits} == {"Li"}


async def test_a_token_is_exchanged_once(house: House) -> None:
    shown = claims(house, fresh("customer"))
    await house.desk.write(people.exchange_token, shown, await arrival(house), None)
    for again in (shown, Claims(fresh("customer"), shown.jti, shown.expires_at, None, None)):
        with pytest.raises(TokenUsed):
            await house.desk.write(people.exchange_token, again, await arrival(house), None)


async def test_of_many_who_show_one_token_at_once_one_gets_a_session(house: House) -> None:
    shown = claims(house, fresh("customer"))
    arrivals = [await arrival(house) for _ in range(6)]
    results = await asyncio.gather(
        *(house.desk.write(people.exchange_token, shown, one, None) for one in arrivals),
        return_exceptions=True,
    )
    assert sum(isinstance(result, TokenUsed) for result in results) == 5


async def test_a_token_is_remembered_as_long_as_it_would_be_believed(house: House, clock: SetClock) -> None:
    """read_identity forgives a clock half a minute late; the token must not be good twice meanwhile."""
    shown = claims(house, fresh("customer"))
    await house.desk.write(people.exchange_token, shown, await arrival(house), None)
    clock.now = shown.expires_at + 30_000
    await customer(house, fresh("customer"))
    with pytest.raises(TokenUsed):
        await house.desk.write(people.exchange_token, shown, await arrival(house), None)
    clock.advance(MINUTE)
    await customer(house, fresh("customer"))
    assert await house.desk.read(_tokens) == 2, "the older ones are forgotten"


async def test_a_visitor_who_signs_in_brings_their_threads_along(house: House) -> None:
    guest = await visitor(house)
    known = await customer(house, fresh("customer"), before=guest.person)
    assert known.person.ids == (known.person.id, guest.person.id)
    trail = await house.desk.read(audit.trail, guest.person.id)
    assert [(one.line.action, one.line.actor_id) for one in trail] == [("people.joined", known.person.id)]


async def test_a_visitor_belongs_to_the_first_who_proved_it(house: House) -> None:
    """A shared machine: the next customer does not get the threads of the one before."""
    guest = await visitor(house)
    first = await customer(house, fresh("customer"), before=guest.person)
    second = await customer(house, fresh("customer"), before=guest.person)
    assert guest.person.id in first.person.ids
    assert second.person.ids == (second.person.id,)


async def test_a_customer_is_not_joined_to_another(house: House) -> None:
    one, two = fresh("customer"), fresh("customer")
    first = await customer(house, one)
    second = await customer(house, two, before=first.person)
    assert second.person.ids == (second.person.id,)


async def test_whoever_shows_a_resume_code_is_that_visitor_again(house: House) -> None:
    guest = await visitor(house)
    given = await arrival(house, guest.person.id)
    person, session = await house.desk.write(people.readmit_visitor, given)
    assert person == guest.person
    assert (await house.desk.read(people.person_of, given.token))[1].id == session.id
    assert await house.desk.read(people.person_of, guest.token), "the session of before goes on"
    trail = await house.desk.read(audit.trail, session.id)
    assert [one.line.action for one in trail] == ["people.resumed"]


async def test_nobody_is_readmitted_who_never_was(house: House) -> None:
    known = await customer(house, fresh("customer"))
    for person_id in ("", known.person.id):
        given = await arrival(house, person_id)
        with pytest.raises(WrongResumeCode):
            await house.desk.write(people.readmit_visitor, given)
