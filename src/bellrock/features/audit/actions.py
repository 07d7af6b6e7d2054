"""Adding to the trail and reading it."""

from bellrock.features.audit import store
from bellrock.features.audit.model import Line
from bellrock.kit.unit import Reader, Unit


def record(unit: Unit, line: Line) -> None:
    """Add a line in the caller's transaction: it stands exactly when the deed stands."""
    store.append(unit, line)


def trail(reader: Reader, subject: str, limit: int = 500) -> list[store.Stored]:
    """The lines about one thing, oldest first."""
    return store.of_subject(reader, subject, limit)
