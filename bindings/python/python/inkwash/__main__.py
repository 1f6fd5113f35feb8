"""`python -m inkwash`: the command."""

import signal
import sys

from ._inkwash import run


def main() -> int:
    # The command does not come back to Python before it is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["inkwash", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
