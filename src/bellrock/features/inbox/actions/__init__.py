"""What is done in the inbox."""

from bellrock.features.inbox.actions.claims import claim, give_back, pass_on, reopen
from bellrock.features.inbox.actions.presence import (
    colleagues,
    lose_all_presence,
    lose_presence,
    presence_of,
    regain_presence,
    set_presence,
)
from bellrock.features.inbox.actions.queue import (
    QUEUE,
    Times,
    enqueue,
    leave_queue,
    note_message,
    place_of,
    serve_next,
    waiting_times,
)

__all__ = [
    "QUEUE",
    "Times",
    "claim",
    "colleagues",
    "enqueue",
    "give_back",
    "leave_queue",
    "lose_all_presence",
    "lose_presence",
    "note_message",
    "pass_on",
    "place_of",
    "presence_of",
    "regain_presence",
    "reopen",
    "serve_next",
    "set_presence",
    "waiting_times",
]
