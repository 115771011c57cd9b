"""``manage.py``, with a log that takes everything and writes nothing: what a commit costs."""

import os
import sys
from pathlib import Path

import django
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
    django.setup()
    from matches.services import log

    log.append = lambda chunks: set()
    execute_from_command_line(sys.argv)
