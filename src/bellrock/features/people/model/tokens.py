"""Session tokens: 256 random bits shown once; what is stored is their SHA-256."""

import base64
import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """43 characters of base64url; a fast hash is right because the token is random, not chosen."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
