"""Time that stands still until a test moves it."""

from dataclasses import dataclass


@dataclass(slots=True)
class SetClock:
    """A kit.clock.Clock: epoch milliseconds, at first Monday 4 January 2027, 12:00 UTC."""

    now: int = 1_799_064_000_000

    def __call__(self) -> int:
        return self.now

    def advance(self, milliseconds: int) -> None:
        self.now += milliseconds
