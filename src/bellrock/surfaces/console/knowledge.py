"""Articles beside the composer."""

from typing import Annotated

from litestar import Controller, Request, get
from litestar.datastructures import State
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from bellrock.features.people.model import require
from bellrock.kit.i18n import match
from bellrock.surfaces.console import views
from bellrock.surfaces.console.shapes import ArticleShape
from bellrock.surfaces.console.visits import PROOF, agent_of
from bellrock.surfaces.http.context import context_of

Call = Request[None, None, State]


class Articles(Struct, frozen=True):
    articles: list[ArticleShape]


class KnowledgeController(Controller):
    path = "/knowledge"
    tags = ("knowledge",)

    @get(summary="Articles that fit words", security=PROOF)
    async def search(
        self,
        request: Call,
        asked: Annotated[str, QueryParameter(name="q", max_length=500)] = "",
        language: FromQuery[str] = "",
    ) -> Articles:
        agent, _ = await agent_of(request)
        require(agent, "knowledge.read")
        context = context_of(request)
        chosen = match(language) or agent.language
        return Articles(await context.desk.read(views.articles, context.brand, asked, chosen))
