"""What other rooms call: the screen that every text passes, and the word lists that the panel warns with."""

from bellrock.features.safety.model import screen, words

__all__ = ["screen", "words"]
