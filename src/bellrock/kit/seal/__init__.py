"""Sealing: AES-256-GCM under a key per person, and the ring that holds those keys apart from the data."""

from bellrock.kit.seal.keyring import Keyring
from bellrock.kit.seal.vault import Sealed, UnknownKey, Vault, Wrapper

__all__ = ["Keyring", "Sealed", "UnknownKey", "Vault", "Wrapper"]
