"""What the commands need of an open desk; wiring hands in the real one."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from litestar import Litestar

from bellrock.features.brand.model import Brand
from bellrock.kit.clock import Clock
from bellrock.kit.config import Settings
from bellrock.kit.desk import Desk
from bellrock.kit.seal import Keyring


class House(Protocol):
    """An open desk."""

    @property
    def settings(self) -> Settings: ...
    @property
    def brand(self) -> Brand: ...
    @property
    def brand_folder(self) -> Path: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def keyring(self) -> Keyring: ...
    @property
    def desk(self) -> Desk: ...

    def app(self) -> Litestar: ...
    def close(self) -> None: ...


OpenHouse = Callable[[Settings, Clock], House]
