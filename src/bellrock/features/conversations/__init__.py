"""Threads and their messages, in every channel: who may speak now, what was said, and who has seen it."""
