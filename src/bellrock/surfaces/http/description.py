"""How the desk describes itself: one OpenAPI document over every route of every surface.

Handlers say what is theirs: summary, tags, who may call, what they answer. What holds for all of them is
added here: the refusals of the API, and that a body with an unknown field is refused.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    License,
    OpenAPIMediaType,
    OpenAPIResponse,
    Reference,
    Schema,
    SecurityScheme,
    Tag,
)
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from msgspec import Struct

from bellrock.surfaces.http.errors import STATUS, ErrorBody

ADDRESS = "/api/openapi.json"
_API = "/api/"
_JSON = "application/json"
_TAGS = {
    "helpcenter": "Public pages, made on the server, complete without JavaScript.",
    "widget": "The customer's chat: its API, its page, its loader.",
    "console": "The agents' desk: its API and its page.",
    "files": "Built scripts and style sheets, the brand's logo.",
    "health": "For whoever watches over the desk.",
    "people": "Arriving and leaving: visitors, customers, agents, their sessions.",
    "conversations": "Threads, messages, and who holds them.",
    "inbox": "The agents' lists, and their presence.",
    "knowledge": "Articles.",
    "safety": "What helps the panel to keep secrets on the device.",
    "live": "Sockets: what changed, as it changes.",
}


def openapi(version: str, proofs: Mapping[str, SecurityScheme]) -> OpenAPIConfig:
    """The description's frame; `proofs` are the ways in which callers prove who they are, by name."""
    return OpenAPIConfig(
        title="Bellrock",
        version=version,
        description="A customer-support desk for crypto exchanges. Times are epoch milliseconds (UTC), ids "
        "are UUIDv7. A refusal says what is wrong and how to mend it, in the language of Accept-Language.",
        license=License(name="Apache License 2.0", identifier="Apache-2.0"),
        path=ADDRESS,
        render_plugins=[Rendering()],
        use_handler_docstrings=True,
        tags=[Tag(name=name, description=description) for name, description in _TAGS.items()],
        components=Components(
            responses={_called(status): _refusal(status) for status in STATUS.values()},
            security_schemes=dict(proofs),
        ),
    )


def answers(what: type | None, description: str, media_type: str = _JSON) -> ResponseSpec:
    """One more answer of a handler."""
    return ResponseSpec(what, generate_examples=False, description=description, media_type=media_type)


BUSY = {503: answers(ErrorBody, HTTPStatus.SERVICE_UNAVAILABLE.description)}


class Rendering(JsonRenderPlugin):
    """Serves the description. It is made when it is first asked for, not at every start of the desk."""

    def __init__(self) -> None:
        super().__init__(path="/")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        _complete(openapi_schema)
        return super().render(request, openapi_schema)


def _complete(document: dict[str, Any]) -> None:
    """Add to the description what holds for every route; nothing changes when it is added again."""
    for path, item in document["paths"].items():
        for operation in item.values():
            responses = operation["responses"]
            _tell_refusals(responses, path)
            _tell_contents(responses)


class ClosedBodies(OpenAPISchemaPlugin):
    """Says of a body that forbids unknown fields that it does; Litestar's own description leaves this out."""

    @staticmethod
    def is_plugin_supported_type(value: object) -> bool:
        return isinstance(value, type) and issubclass(value, Struct) and _forbids_more(value)

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return not field_definition.is_union and self.is_plugin_supported_type(field_definition.annotation)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        usual = next(
            plugin
            for plugin in schema_creator.plugins
            if plugin is not self and schema_creator.plugin_supports_field(plugin, field_definition)
        )
        schema = usual.to_openapi_schema(field_definition, schema_creator)
        assert isinstance(schema, Schema)
        schema.additional_properties = False
        return schema


def _forbids_more(struct: type[Struct]) -> bool:
    return struct.__struct_config__.forbid_unknown_fields


def _tell_refusals(responses: dict[str, Any], path: str) -> None:
    """The framework documents a refusal of its own shape wherever a parameter is read; ours is another."""
    if path.startswith(_API):
        for status in STATUS.values():
            responses[str(status)] = {"$ref": f"#/components/responses/{_called(status)}"}
    else:
        responses.pop("400", None)


def _tell_contents(responses: dict[str, Any]) -> None:
    """A page, a script or a picture is text or bytes, whatever the handler's type says; 204 is nothing."""
    responses.get("204", {}).pop("content", None)
    for response in responses.values():
        for media_type, content in response.get("content", {}).items():
            if media_type != _JSON:
                content["schema"] = {"type": "string"}


def _called(status: int) -> str:
    return HTTPStatus(status).phrase.replace(" ", "")


def _refusal(status: int) -> OpenAPIResponse:
    body = Reference(ref=f"#/components/schemas/{ErrorBody.__name__}")
    return OpenAPIResponse(
        description=HTTPStatus(status).description or HTTPStatus(status).phrase,
        content={_JSON: OpenAPIMediaType(schema=body)},
    )
