"""The operator's settings: a TOML file, then the environment (BELLROCK_PORT=8800).

A wrong value stops the start.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from bellrock.kit.errors import Misconfigured

PREFIX = "BELLROCK_"
_LISTS = ("frame_origins", "trusted_proxies")
_NAME = re.compile(r"(?:\$\.|unknown field `)(\w+)")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its harmless default: the desk runs with none of them set."""

    data: str = "bellrock-data"
    """Folder of the database, the keyring and the secrets; made when missing."""
    brand: str = ""
    """Folder of the brand pack; empty: the pack that comes with Bellrock."""
    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=1, le=65_535)] = 8800
    public_url: str = ""
    """How people reach the desk, e.g. https://support.example; empty: http://host:port."""
    frame_origins: list[str] = []
    """Origins that may show the chat panel in a frame."""
    trusted_proxies: list[str] = []
    """Addresses whose X-Forwarded-For is believed."""
    identity_keys: str = ""
    """JWKS file with the exchange's public keys; empty: customers stay visitors."""
    identity_issuer: str = ""
    identity_audience: str = "bellrock"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def url(self) -> str:
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether cookies may demand https."""
        return self.url.startswith("https://")

    @property
    def folder(self) -> Path:
        return Path(self.data)


def load(environ: Mapping[str, str], overrides: Mapping[str, Any]) -> Settings:
    """Settings from BELLROCK_SETTINGS (a TOML file), then BELLROCK_* variables, then `overrides`."""
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    file = environ.get(f"{PREFIX}SETTINGS")
    if file:
        values.update(_read(Path(file)))
        places.update(dict.fromkeys(values, file))
    for name in Settings.__struct_fields__:
        given = environ.get(PREFIX + name.upper())
        if given is not None:
            values[name] = _listed(given) if name in _LISTS else given
            places[name] = f"the environment ({PREFIX}{name.upper()})"
    for name, value in overrides.items():
        if value is not None:
            values[name], places[name] = value, f"the command line (--{name})"
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        found = _NAME.search(str(error))
        name = found[1] if found else ""
        place = places.get(name, "the settings")
        raise Misconfigured(f"The setting {name} is wrong: {error}. Mend it in {place}.") from None


def _listed(given: str) -> list[str]:
    return [part.strip() for part in given.split(",") if part.strip()]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(
            f"The settings file {path} does not exist. Make it or unset {PREFIX}SETTINGS."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"The settings file {path} is not TOML: {error}.") from None
