"""A thread written out, for keeping: as plain text in a language, or as JSON."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema
from litestar.params import QueryParameter

from bellrock.features.brand.model import Brand
from bellrock.features.conversations.model import Message, Thread

RecordForm = Literal["text", "json"]
AskedForm = Annotated[RecordForm, QueryParameter(name="format")]


@dataclass(frozen=True, slots=True)
class Record:
    """What is written out: a thread as its viewer sees it, the resume code (visitors only), the moment
    (epoch ms).
    """

    thread: Thread
    resume_code: str | None
    taken_at: int


@dataclass
class RecordOperation(Operation):
    """The record's route as it is described: one answer in two forms."""

    def __post_init__(self) -> None:
        kept = (self.responses or {}).get("200")
        if isinstance(kept, OpenAPIResponse) and kept.content is not None:
            kept.content["application/json"] = OpenAPIMediaType(schema=Schema(type=OpenAPIType.OBJECT))


def download(record: Record, brand: Brand, language: str, form: RecordForm) -> Response[bytes]:
    """The record as a file called after its reference."""
    content, ending, media_type = (
        (as_json(record), "json", "application/json")
        if form == "json"
        else (as_text(record, brand, language), "txt", "text/plain; charset=utf-8")
    )
    name = f"{record.thread.conversation.reference}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


def as_json(record: Record) -> bytes:
    head = record.thread.conversation
    return msgspec.json.format(
        msgspec.json.encode(
            {
                "reference": head.reference,
                "conversation_id": head.id,
                "opened_at": _iso(head.created_at),
                "closed_at": _iso(head.closed_at) if head.closed_at else None,
                "taken_at": _iso(record.taken_at),
                "resume_code": record.resume_code,
                "messages": [_message(message) for message in record.thread.messages],
            }
        ),
        indent=2,
    )


def as_text(record: Record, brand: Brand, language: str) -> bytes:
    """UTF-8 with a byte-order mark, because the text editors that customers have expect one."""
    head = record.thread.conversation
    lines = [
        brand.text(language, "record.title", brand=brand.name(language)),
        brand.text(language, "record.reference", reference=head.reference),
        brand.text(language, "record.opened", time=_iso(head.created_at)),
        brand.text(language, "record.taken", time=_iso(record.taken_at)),
    ]
    if record.resume_code:
        lines.append(brand.text(language, "record.resume_code", code=record.resume_code))
    lines.append("")
    for message in record.thread.messages:
        lines += [f"[{_iso(message.created_at)}] #{message.seq} {_author(message, brand, language)}"]
        lines += [_words(message, brand, language), ""]
    lines.append(brand.text(language, "record.never_asked"))
    return ("\ufeff" + "\r\n".join("\r\n".join(line.split("\n")) for line in lines) + "\r\n").encode()


def _author(message: Message, brand: Brand, language: str) -> str:
    who = brand.text(language, f"record.author.{message.author.kind}", brand=brand.name(language))
    return f"{who} ({message.author.name})" if message.author.name else who


def _words(message: Message, brand: Brand, language: str) -> str:
    if message.code is not None:
        fields = {
            name: ", ".join(value) if isinstance(value, list) else value
            for name, value in message.extras.fields.items()
        }
        return brand.text(language, f"record.notice.{message.code}", **fields)
    sources = [f"→ {citation.title}" for citation in message.extras.citations]
    choices = [f"- {choice.title}" for choice in message.extras.choices]
    return "\n".join([message.text, *choices, *sources])


def _message(message: Message) -> dict[str, Any]:
    return {
        "seq": message.seq,
        "at": _iso(message.created_at),
        "kind": message.kind,
        "author": {"kind": message.author.kind, "name": message.author.name},
        "text": message.text,
        "code": message.code,
        "fields": message.extras.fields,
        "masked": list(message.extras.masked),
        "citations": [{"topic": one.topic, "title": one.title} for one in message.extras.citations],
    }


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
