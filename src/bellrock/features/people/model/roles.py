"""THE table of roles and permissions. A surface asks `require`; nothing else decides."""

from typing import Literal, get_args

from bellrock.features.people.errors import NotAllowed
from bellrock.features.people.model.agents import Agent

Permission = Literal[
    "conversations.read",
    "conversations.note",
    "conversations.reply",
    "inbox.claim",
    "inbox.transfer_any",
    "knowledge.read",
    "people.manage",
    "audit.read",
]

_READING: frozenset[Permission] = frozenset({"conversations.read", "knowledge.read"})
_AGENT: frozenset[Permission] = _READING | {"conversations.note", "conversations.reply", "inbox.claim"}
_LEAD: frozenset[Permission] = _AGENT | {"inbox.transfer_any", "audit.read"}

ROLES: dict[str, frozenset[Permission]] = {
    "agent": _AGENT,
    "lead": _LEAD,
    "auditor": _READING | {"audit.read"},
    "admin": frozenset(get_args(Permission)),
}


def permissions_of(agent: Agent) -> frozenset[Permission]:
    return ROLES[agent.role]


def require(agent: Agent, permission: Permission) -> None:
    """Raises NotAllowed unless the agent's role has the permission."""
    if permission not in permissions_of(agent):
        raise NotAllowed(permission=permission)
