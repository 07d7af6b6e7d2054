"""Which agents have a console open: the first socket brings them back, the last one starts the minute of
grace.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bellrock.features.inbox import actions as inbox
from bellrock.kit.desk import Desk
from bellrock.surfaces.http.context import Connection


class Attendance:
    """Counts the open consoles of each agent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: Counter[str] = Counter()

    @asynccontextmanager
    async def attend(self, agent_id: str) -> AsyncIterator[None]:
        self._open[agent_id] += 1
        try:
            if self._open[agent_id] == 1:
                await self._desk.write(inbox.regain_presence, agent_id)
            yield
        finally:
            self._open[agent_id] -= 1
            if not self._open[agent_id]:
                del self._open[agent_id]
                await self._desk.write(inbox.lose_presence, agent_id)


def attendance_of(connection: Connection) -> Attendance:
    attendance = connection.app.state.attendance
    assert isinstance(attendance, Attendance)
    return attendance
