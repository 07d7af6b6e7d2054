"""The agents' desk: its API, its live socket, its page."""

from bellrock.surfaces.console.routes import console

__all__ = ["console"]
