"""The two calls that surfaces and reactions await: `desk.read(query, ...)` and `desk.write(action, ...)`."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bellrock.kit.unit import Reader, Unit

P = ParamSpec("P")
T = TypeVar("T")


class Desk(Protocol):
    """A database that runs plain functions, each as one transaction."""

    async def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Run a query on one consistent snapshot. Raises Busy when it takes longer than the deadline."""

    async def write(self, action: Callable[Concatenate[Unit, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Run an action as one unit and return when it is on the disk. Raises Busy when the queue is full.

        A caller that is cancelled does not undo its unit.
        """
