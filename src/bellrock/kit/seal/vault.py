"""The arithmetic of sealing. No I/O: wrapped keys come through a `Keys` port."""

import hashlib
import hmac
from collections import OrderedDict
from threading import Lock
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Sealed = bytes
_VERSION = b"\x01"
_NONCE = 12
_REMEMBERED = 4_096


class UnknownKey(Exception):
    """No key for this subject: it was never made, or the person was erased."""


class Keys(Protocol):
    def wrapped(self, subject: str) -> bytes | None:
        """The wrapped data key of a subject, or None."""


class Wrapper:
    """Wraps data keys under the master key (32 bytes)."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise ValueError("the master key has 32 bytes")
        self._cipher = AESGCM(hmac.digest(master, b"bellrock/wrap", "sha256"))
        self._master = master

    def wrap(self, subject: str, key: bytes, nonce: bytes) -> bytes:
        return nonce + self._cipher.encrypt(nonce, key, subject.encode())

    def unwrap(self, subject: str, wrapped: bytes) -> bytes:
        return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], subject.encode())

    def proof(self, purpose: str, value: str) -> bytes:
        """32 bytes that only the holder of the master key can make, for codes that need no storage."""
        key = hmac.digest(self._master, purpose.encode(), hashlib.sha256)
        return hmac.digest(key, value.encode(), hashlib.sha256)


class Vault:
    """Seals and opens values of a subject; keeps the keys used last at hand."""

    def __init__(self, keys: Keys, wrapper: Wrapper) -> None:
        self._keys = keys
        self._wrapper = wrapper
        self._ciphers: OrderedDict[str, AESGCM] = OrderedDict()
        self._forgotten = 0
        self._lock = Lock()

    def seal(self, subject: str, place: str, text: str, nonce: bytes) -> Sealed:
        """Version, nonce and ciphertext. `place` names table.column:row and is bound to the value."""
        return _VERSION + nonce + self._cipher(subject).encrypt(nonce, text.encode(), place.encode())

    def open(self, subject: str, place: str, sealed: Sealed) -> str:
        """The text; raises UnknownKey after an erasure, InvalidTag if the value was moved or altered."""
        if sealed[:1] != _VERSION or len(sealed) <= _NONCE:
            raise InvalidTag
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        return self._cipher(subject).decrypt(nonce, body, place.encode()).decode()

    def proof(self, purpose: str, value: str) -> bytes:
        return self._wrapper.proof(purpose, value)

    def forget(self, subject: str) -> None:
        with self._lock:
            self._ciphers.pop(subject, None)
            self._forgotten += 1

    def _cipher(self, subject: str) -> AESGCM:
        with self._lock:
            cipher = self._ciphers.get(subject)
            if cipher is not None:
                self._ciphers.move_to_end(subject)
                return cipher
            forgotten = self._forgotten
        wrapped = self._keys.wrapped(subject)
        if wrapped is None:
            raise UnknownKey(subject)
        cipher = AESGCM(self._wrapper.unwrap(subject, wrapped))
        with self._lock:
            if forgotten == self._forgotten:  # else it may be the key of somebody erased since we read it
                self._ciphers[subject] = cipher
            while len(self._ciphers) > _REMEMBERED:
                self._ciphers.popitem(last=False)
        return cipher
