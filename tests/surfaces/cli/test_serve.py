"""What the server does before it serves."""

import subprocess
import sys

LOOKING = """
import gc
from types import SimpleNamespace
from bellrock.kit.config import Settings
from bellrock.surfaces.cli.serve import serve

async def look(scope, receive, send):
    print(gc.get_freeze_count(), len(gc.get_objects()))
    await send({"type": "lifespan.startup.failed", "message": ""})

serve(SimpleNamespace(settings=Settings(), app=lambda: look, close=lambda: None))
"""


def test_what_stays_is_kept_from_the_collector() -> None:
    """A process of its own: freezing is for good."""
    looked = subprocess.run([sys.executable, "-c", LOOKING], capture_output=True, text=True, timeout=60)
    frozen, walked = map(int, looked.stdout.split())
    assert frozen > 20 * walked
