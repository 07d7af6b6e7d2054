"""THE table: what happens after each event, in order.

Reactions run after the commit, at least once, each alone.
"""

from bellrock.features.assistant.jobs import consider
from bellrock.features.brand.model import Brand
from bellrock.features.conversations.events import ConversationClosed, HandedOver, HolderLeft, MessagePosted
from bellrock.features.inbox import jobs as inbox
from bellrock.features.inbox.events import PresenceLost, RoomMade
from bellrock.kit.outbox.reaction import Reactions


def reactions(brand: Brand) -> Reactions:
    """Event -> the reactions to it."""
    return {
        MessagePosted: (inbox.note_message, consider(brand)),
        HandedOver: (inbox.enqueue,),
        HolderLeft: (inbox.serve,),
        ConversationClosed: (inbox.leave,),
        RoomMade: (inbox.serve,),
        PresenceLost: (inbox.expire_presence_later,),
    }
