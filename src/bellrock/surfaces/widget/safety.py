"""BIP-39 word lists for the panel's warning: it looks for a seed phrase before anything leaves the device."""

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Struct

from bellrock.features.safety.actions import words

_WEEK = "public, max-age=604800"


class Words(Struct, frozen=True):
    words: tuple[str, ...]


class SafetyController(Controller):
    path = "/safety"
    tags = ("safety",)

    @get("/words/{name:str}", summary="A word list of BIP-39", sync_to_thread=False)
    def word_list(self, name: FromPath[str]) -> Response[Words]:
        return Response(Words(words(name)), headers={"Cache-Control": _WEEK})
