"""Events and timers that survive: rows written with the change itself, run at least once, each by its
reaction.
"""

from bellrock.kit.outbox.dispatcher import Dispatcher
from bellrock.kit.outbox.reaction import Outbox, Reaction, event_name

__all__ = ["Dispatcher", "Outbox", "Reaction", "event_name"]
