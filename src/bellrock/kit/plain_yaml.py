"""YAML as plain data: unique text keys, lists, text, numbers, days; nothing that acts or expands."""

import datetime
from collections.abc import Hashable
from typing import Any

import yaml

DEEPEST = 20


class PlainYamlError(ValueError):
    """The text is not plain YAML; the message says where and why."""


def read_yaml(text: str, limit: int) -> Any:
    """Return the data of one YAML document of at most `limit` bytes; raises PlainYamlError."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise PlainYamlError(f"{size} bytes are too many: at most {limit}")
    try:
        _refuse_tricks(text)
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506  a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}: " if mark else ""
        raise PlainYamlError(f"{place}{error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PlainYamlError(str(error)) from error


def _refuse_tricks(text: str) -> None:
    """Anchors and aliases can expand without end, tags ask for types: neither has a use in data of ours."""
    depth = 0
    for event in yaml.parse(text, Loader=_Parser):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(event, "anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise _refusal(event, "tags are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _refusal(event, f"nested deeper than {DEEPEST}")


def _refusal(event: yaml.Event, reason: str) -> PlainYamlError:
    return PlainYamlError(f"line {event.start_mark.line + 1}: {reason}" if event.start_mark else reason)


# The C parser is some ten times faster and is in every wheel of PyYAML; a source build may lack it.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Parser):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = getattr(key, "value", None)
            if not isinstance(name, str):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key.start_mark)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name!r} stands twice", key.start_mark)
            seen.add(name)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        for value in mapping.values():
            if isinstance(value, datetime.datetime):
                raise yaml.constructor.ConstructorError(
                    None, None, "write a day, not a time", node.start_mark
                )
        return mapping
