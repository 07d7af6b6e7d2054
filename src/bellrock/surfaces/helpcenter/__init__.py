"""The help center: public pages made on the server, complete without JavaScript."""

from bellrock.surfaces.helpcenter.routes import helpcenter, missing_page

__all__ = ["helpcenter", "missing_page"]
