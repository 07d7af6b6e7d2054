"""The cookie of a session: kept from scripts, and from other sites as far as its surface allows."""

from typing import Literal

from litestar.datastructures import Cookie

from bellrock.kit.config import Settings


def session_cookie(
    settings: Settings, named: tuple[str, str], seconds: int, samesite: Literal["lax", "strict"]
) -> Cookie:
    """`named` is (key, token); it lives `seconds`, and demands https where the desk is reached by it."""
    key, token = named
    return Cookie(
        key=key,
        value=token,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite=samesite,
        secure=settings.secure,
    )
