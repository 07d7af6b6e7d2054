"""Running the web server until a signal ends it."""

import gc

import uvicorn

from bellrock.surfaces.cli.house import House

LONGEST_GOODBYE_SECONDS = 5
LARGEST_FRAME = 64 * 1024


def serve(house: House) -> int:
    """Serve in the foreground; SIGTERM and SIGINT end it, and what was begun is finished first."""
    try:
        server = uvicorn.Server(server_config(house))
        _spare_what_stays()
        server.run()
    finally:
        house.close()
    return 0


def server_config(house: House) -> uvicorn.Config:
    """How the desk is served, wherever it is."""
    settings = house.settings
    return uvicorn.Config(
        house.app(),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the setting trusted_proxies alone says whose word counts
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=LONGEST_GOODBYE_SECONDS,
    )


def _spare_what_stays() -> None:
    """Modules and routes live as long as the process: a full collection that walks them at every turn stops
    the loop for tens of milliseconds and finds nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
