"""A socket that never says hello holds nothing of the desk for long."""

import asyncio

import pytest

from bellrock.surfaces.http.sockets import CLOSE_SILENT, HELLO_SECONDS
from tests.site import Site

pytestmark = pytest.mark.anyio


async def test_who_says_nothing_is_hung_up_on(site: Site) -> None:
    """Both surfaces at once: the ten seconds are real ones."""
    _, ann = await site.agent()
    cookie = {"cookie": f"bellrock_console={ann.token}"}
    async with site.line("widget") as panel, site.line("console", cookie) as desk:
        waits = asyncio.wait_for(asyncio.gather(panel.closed(), desk.closed()), HELLO_SECONDS + 15)
        assert [*await waits] == [CLOSE_SILENT, CLOSE_SILENT]
