"""python -m bellrock: the command line."""

import sys

from bellrock.wiring import main

sys.exit(main())
