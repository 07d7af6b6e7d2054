"""Property tests count examples, not milliseconds: on a busy machine a deadline says nothing of the code."""

import os

from hypothesis import settings

EXAMPLES = 2000 if os.environ.get("BELLROCK_DEEP") else 100
settings.register_profile("unhurried", deadline=None, max_examples=EXAMPLES)
settings.load_profile("unhurried")
