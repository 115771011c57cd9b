"""`python -m tests.support.discord.manage API GATEWAY command …`: manage.py, at that Discord."""

import os
import sys

from django.core.management import execute_from_command_line

from tests.support.discord.addresses import pointed_at


def main(api_url: str, gateway_url: str, *command: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
    with pointed_at(api_url, gateway_url):
        execute_from_command_line(["manage.py", *command])


if __name__ == "__main__":
    main(*sys.argv[1:])
