"""Refusals of the inbox."""

from bellrock.kit.errors import Refusal


class AtCapacity(Refusal):
    """This agent holds as many conversations as they may; `capacity` says how many."""

    code = "inbox.at_capacity"
    kind = "conflict"


class BadPresence(Refusal):
    code = "inbox.bad_presence"
    kind = "invalid"


class SameAgent(Refusal):
    """A transfer to oneself."""

    code = "inbox.same_agent"
    kind = "invalid"
