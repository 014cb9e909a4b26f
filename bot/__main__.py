"""The front door: ``weilu <command>`` or ``python -m bot <command>``."""

import sys

from bot.commands import main

if __name__ == "__main__":
    sys.exit(main())
