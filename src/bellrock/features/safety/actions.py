"""What safety does for the rest of the desk. Pure: it needs no unit, and may run before one begins."""

from bellrock.features.safety.model import Finding, Kind, Screened, Verdict, screen, words

__all__ = ["Finding", "Kind", "Screened", "Verdict", "screen", "words"]
