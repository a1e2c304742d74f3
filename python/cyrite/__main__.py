"""``python -m cyrite ...`` is the native executable."""

from __future__ import annotations

import os
import subprocess
import sys

from .errors import CyriteError
from .locate import get_executable


def main() -> int:
    try:
        command = [get_executable(), *sys.argv[1:]]
    except CyriteError as error:
        print(f"cyrite: error: {error}", file=sys.stderr)
        return 1
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
