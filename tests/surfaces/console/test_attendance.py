"""Which agents have a console open: the last one to close starts the minute of grace."""

from collections.abc import Callable
from typing import Any

import pytest

from bellrock.features.inbox import actions as inbox
from bellrock.features.inbox.actions.presence import GRACE
from bellrock.kit.errors import Busy
from bellrock.surfaces.console.attendance import Attendance
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import later
from tests.people import agent, present

pytestmark = pytest.mark.anyio


class BusyOnce:
    """A desk whose first write finds the queue full."""

    def __init__(self, house: House) -> None:
        self._desk = house.desk
        self._first = True

    async def read(self, query: Callable[..., Any], *args: Any, **options: Any) -> Any:
        return await self._desk.read(query, *args, **options)

    async def write(self, action: Callable[..., Any], *args: Any, **options: Any) -> Any:
        if self._first:
            self._first = False
            raise Busy
        return await self._desk.write(action, *args, **options)


async def test_the_last_console_to_close_starts_the_grace(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house))
    attendance = Attendance(house.desk)

    async def state() -> str:
        return (await house.desk.read(inbox.presence_of, ann)).state

    async with attendance.attend(ann.id):
        async with attendance.attend(ann.id):
            pass
        await later(house, clock, 2 * GRACE)
        assert await state() == "online"
    await later(house, clock, GRACE)
    assert await state() == "offline"


async def test_a_console_that_found_the_desk_busy_is_not_counted_for_good(
    house: House, clock: SetClock
) -> None:
    ann = await present(house, await agent(house))
    attendance = Attendance(BusyOnce(house))
    with pytest.raises(Busy):
        async with attendance.attend(ann.id):
            pass
    async with attendance.attend(ann.id):
        pass
    await later(house, clock, GRACE)
    assert (await house.desk.read(inbox.presence_of, ann)).state == "offline"
