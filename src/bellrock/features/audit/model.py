"""What a line of the trail says."""

from dataclasses import dataclass, field

Detail = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Line:
    """`actor` did `action` (feature.verb) to `subject` (an id). Details are ids, codes and counts only."""

    actor_kind: str
    actor_id: str | None
    action: str
    subject: str | None
    details: dict[str, Detail] = field(default_factory=dict)
