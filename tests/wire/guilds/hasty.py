"""manage.py, with a server that looks again sooner: nobody wants to wait for half a minute."""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[3])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")

import django  # noqa: E402

django.setup()

from django.core.management import execute_from_command_line  # noqa: E402

from guilds.live import announcer, throttle  # noqa: E402
from guilds.sockets import patrol, server  # noqa: E402

announcer.CHANGES_EVERY = 0.05
throttle.INTERVAL = 2.0
throttle.MARGIN = 0.5
throttle.RETRY = 0.2
patrol.EVERY = 0.3
patrol.GRANTS_EVERY = 0.5
server.ADMIT_WITHIN = 1.0

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
