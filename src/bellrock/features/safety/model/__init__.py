"""The face of safety's pure decisions."""

from bellrock.features.safety.model.finding import Finding, Kind, Verdict
from bellrock.features.safety.model.screen import Screened, screen
from bellrock.features.safety.model.word_lists import LIST_NAMES, words

__all__ = ["LIST_NAMES", "Finding", "Kind", "Screened", "Verdict", "screen", "words"]
