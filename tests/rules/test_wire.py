"""The pages and the desk mean the same: the interfaces of the pages' wire files have the desk's fields."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from litestar.testing import TestClient

from bellrock.wiring import House
from tests.rules.tree import ROOT

Schemas = dict[str, dict[str, Any]]
COMPONENTS = {
    "web/shared/wire.ts": {
        "Author": "AuthorShape",
        "Queue": "QueueShape",
        "Head": "HeadShape",
        "Citation": "CitationShape",
        "Choice": "ChoiceShape",
        "Message": "MessageShape",
        "Snapshot": "SnapshotShape",
        "Changes": "ChangesShape",
        "Typing": "TypingFrame",
        "WireError": "ErrorShape",
        "Person": "PersonShape",
        "Session": "widget_shapes_SessionShape",
    },
    "web/console/net/wire.ts": {
        "Presence": "PresenceShape",
        "Me": "MeShape",
        "Colleague": "ColleagueShape",
        "AgentSession": "console_shapes_SessionShape",
        "PersonOf": "PersonRow",
        "Row": "RowShape",
        "Counts": "CountsShape",
        "InboxPage": "PageShape",
        "ConsoleHead": "HeadShape",
        "Article": "ArticleShape",
        "Batch": "Batch",
    },
}
INTERFACE = re.compile(r"^export interface (\w+)(?: extends (\w+))? {\n(.*?)^}", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"(\w+)(\??): ([^;{]*(?:{[^}]*}[^;]*)?)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Field:
    """One field of an interface; `inner` are the fields of an object written in its place."""

    name: str
    optional: bool
    inner: tuple["Field", ...]


def read_fields(body: str) -> tuple[Field, ...]:
    found = FIELD.findall(COMMENT.sub("", body))
    return tuple(
        Field(
            name, bool(mark), read_fields(kind[kind.index("{") + 1 : kind.index("}")]) if "{" in kind else ()
        )
        for name, mark, kind in found
    )


def read_interfaces() -> dict[tuple[str, str], tuple[Field, ...]]:
    """(file, interface) -> its fields and those of the interface that it extends."""
    plain: dict[str, tuple[Field, ...]] = {}
    placed = {}
    for file in COMPONENTS:
        for name, parent, body in INTERFACE.findall((ROOT / file).read_text(encoding="utf-8")):
            plain[name] = placed[file, name] = (*plain.get(parent, ()), *read_fields(body))
    return placed


def differences(fields: tuple[Field, ...], component: dict[str, Any], schemas: Schemas) -> list[str]:
    """What one side has and the other lacks; what is optional on one may be missing on the other."""
    known = component["properties"]
    names = {field.name for field in fields}
    faults = [
        f"the desk has no {field.name}" for field in fields if not (field.optional or field.name in known)
    ]
    faults += [f"the page has no {name}" for name in component["required"] if name not in names | {"type"}]
    for field in fields:
        if field.inner and field.name in known:
            inner = target(known[field.name], schemas)
            faults += [f"{field.name}: {fault}" for fault in differences(field.inner, inner, schemas)]
    return faults


def target(schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """The component that a property holds, also where it may be null."""
    options = [schema, *schema.get("oneOf", ())]
    name = next(one["$ref"] for one in options if "$ref" in one).rpartition("/")[2]
    return schemas[name]


@pytest.fixture
def schemas(house: House) -> Schemas:
    with TestClient(house.app()) as client:
        found: Schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    return found


def test_every_interface_has_its_component() -> None:
    found = set(read_interfaces())
    assert found == {(file, name) for file, names in COMPONENTS.items() for name in names}


def test_fields_agree(schemas: Schemas) -> None:
    interfaces = read_interfaces()
    faults = {
        f"{file}: {name}": differences(fields, schemas[COMPONENTS[file][name]], schemas)
        for (file, name), fields in interfaces.items()
    }
    assert {place: found for place, found in faults.items() if found} == {}
    assert sum(map(len, interfaces.values())) > 100


def test_a_field_that_drifted_is_found() -> None:
    inner = {"properties": {"id": {}, "name": {}}, "required": ["id", "name"]}
    head = {
        "properties": {"id": {}, "agent": {"oneOf": [{"$ref": "#/x/A"}, {"type": "null"}]}},
        "required": ["id"],
    }
    same = read_fields(
        "id: string;\n /** who: it is */ agent: { id: string; name: string } | null;\n more?: string;"
    )
    assert [field.name for field in same] == ["id", "agent", "more"]
    assert differences(same, head, {"A": inner}) == []
    other = read_fields("ident: string; agent: { id: string } | null;")
    assert differences(other, head, {"A": inner}) == [
        "the desk has no ident",
        "the page has no id",
        "agent: the page has no name",
    ]
