"""The customer's chat: its API, its live socket, the panel page and the loader."""

from bellrock.surfaces.widget.routes import widget

__all__ = ["widget"]
