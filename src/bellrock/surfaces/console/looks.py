"""An agent's look into a thread that is not theirs is written down before the thread is shown."""

from bellrock.features.conversations import actions as conversations
from bellrock.features.people.model import Agent
from bellrock.surfaces.http.context import Context


async def note_look(context: Context, agent: Agent, conversation_id: str) -> None:
    """Called wherever a thread is about to be shown, whole or in part; raises NoSuchConversation."""
    doorway = await context.desk.read(conversations.conversation_for_agent, agent, conversation_id)
    if doorway.conversation.agent_id != agent.id:
        await context.desk.write(conversations.note_look, agent, conversation_id)
