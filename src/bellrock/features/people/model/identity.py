"""Reading the short-lived token with which the exchange says who its customer is (a JWT signed with
EdDSA).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bellrock.features.people.errors import BadToken

__all__ = ["BELIEVED_LATE", "Claims", "KeySet", "Trust", "read_identity"]

LONGEST_LIFE_SECONDS = 600
SKEW_SECONDS = 30
BELIEVED_LATE = (SKEW_SECONDS + 1) * 1000
"""A token may be believed for so long (ms) after its end, so for so long its jti is remembered."""

_LONGEST_TEXT = 64


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose tokens are believed: public keys, issuer (empty: any), audience."""

    keys: KeySet
    issuer: str
    audience: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What the exchange says: its id of the customer, and this token's own id and end (epoch ms)."""

    external_id: str
    jti: str
    expires_at: int
    name: str | None
    language: str | None


def read_identity(token: str, trust: Trust, now: int) -> Claims:
    """The claims of a token that is signed, meant for us, in time and short-lived; raises
    BadToken(reason).
    """
    try:
        claims = jwt.decode(token, trust.keys, algorithms=["Ed25519", "EdDSA"]).claims
    except (JoseError, ValueError, TypeError):
        raise BadToken(reason="signature") from None
    reason = _why_not(claims, trust, now // 1000)
    if reason:
        raise BadToken(reason=reason)
    return Claims(
        external_id=claims["sub"],
        jti=claims["jti"],
        expires_at=claims["exp"] * 1000,
        name=_text(claims, "name"),
        language=_text(claims, "language"),
    )


def _why_not(claims: Mapping[str, Any], trust: Trust, now: int) -> str | None:
    audience = claims.get("aud")
    if trust.audience not in (audience if isinstance(audience, list) else [audience]):
        return "audience"
    if trust.issuer and claims.get("iss") != trust.issuer:
        return "issuer"
    if not _text(claims, "sub") or not _text(claims, "jti"):
        return "claims"
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        return "claims"
    if expires + SKEW_SECONDS < now or issued - SKEW_SECONDS > now:
        return "expired"
    if expires - issued > LONGEST_LIFE_SECONDS:
        return "too_long"
    return None


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT else None
