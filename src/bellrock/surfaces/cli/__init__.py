"""The operator at a terminal. Results go to stdout as JSON lines, everything else to stderr."""

from bellrock.surfaces.cli.commands import run

__all__ = ["run"]
