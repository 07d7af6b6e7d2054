"""Types and pure decisions about people."""

from bellrock.features.people.model.agents import Agent, NewAgent, check_new_agent
from bellrock.features.people.model.identity import BELIEVED_LATE, Claims, KeySet, Trust, read_identity
from bellrock.features.people.model.passwords import hash_password, verify_password
from bellrock.features.people.model.persons import Person, Session
from bellrock.features.people.model.roles import ROLES, Permission, permissions_of, require
from bellrock.features.people.model.tokens import new_token, token_hash

__all__ = [
    "BELIEVED_LATE",
    "ROLES",
    "Agent",
    "Claims",
    "KeySet",
    "NewAgent",
    "Permission",
    "Person",
    "Session",
    "Trust",
    "check_new_agent",
    "hash_password",
    "new_token",
    "permissions_of",
    "read_identity",
    "require",
    "token_hash",
    "verify_password",
]
