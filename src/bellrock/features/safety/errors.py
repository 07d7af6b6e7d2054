"""Refusals of safety."""

from bellrock.kit.errors import Refusal


class UnknownList(Refusal):
    """There is no BIP-39 word list of the name given in `list`."""

    code = "safety.unknown_list"
    kind = "missing"
