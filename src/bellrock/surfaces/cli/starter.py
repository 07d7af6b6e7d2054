"""The starter knowledge, taken in at every start: what was edited stays as it was edited."""

import asyncio

from bellrock.features.knowledge import actions as knowledge
from bellrock.surfaces.cli.house import House


def load_starter(house: House) -> None:
    """Raises BadArticle when the pack holds one that is not an article."""
    articles = knowledge.read_starter(house.brand_folder / "knowledge", house.brand)

    async def load() -> None:
        await house.desk.write(knowledge.load_starter, articles)

    asyncio.run(load())
