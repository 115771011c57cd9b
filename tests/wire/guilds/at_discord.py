"""manage.py at the Discord of DISCORD_API and DISCORD_GATEWAY, in all else as it is."""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[3])

from tests.support.discord.manage import main  # noqa: E402

if __name__ == "__main__":
    main(os.environ["DISCORD_API"], os.environ["DISCORD_GATEWAY"], *sys.argv[1:])
