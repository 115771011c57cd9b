"""manage.py, at the Discord that BENCH_DISCORD names: the address of its API and its gateway's."""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.support.discord.manage import main  # noqa: E402

if __name__ == "__main__":
    main(*os.environ["BENCH_DISCORD"].split(), *sys.argv[1:])
