"""SQL of the trail."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import bindparam, select

from bellrock.features.audit.model import Line
from bellrock.features.audit.tables import audit_lines
from bellrock.kit.db import prepared
from bellrock.kit.unit import Reader, Unit

_INSERT = prepared(
    audit_lines.insert().values(
        {column.name: bindparam(column.name) for column in audit_lines.c if column.name != "id"}
    )
)
_OF_SUBJECT = prepared(
    select(audit_lines)
    .where(audit_lines.c.subject == bindparam("subject"))
    .order_by(audit_lines.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A line as it stands in the trail; `at` is epoch ms."""

    at: int
    line: Line


def append(unit: Unit, line: Line) -> None:
    details = msgspec.json.encode(line.details).decode() if line.details else None
    unit.run(
        _INSERT,
        {
            "at": unit.now,
            "actor_kind": line.actor_kind,
            "actor_id": line.actor_id,
            "action": line.action,
            "subject": line.subject,
            "details": details,
        },
    )


def of_subject(reader: Reader, subject: str, limit: int) -> list[Stored]:
    return [
        Stored(
            row.at,
            Line(
                row.actor_kind,
                row.actor_id,
                row.action,
                row.subject,
                msgspec.json.decode(row.details) if row.details else {},
            ),
        )
        for row in reader.run(_OF_SUBJECT, {"subject": subject, "limit": limit})
    ]
