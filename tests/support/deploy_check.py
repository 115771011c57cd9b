"""`manage.py check --deploy` on settings as a production site has them; part of `make check`."""

import os
import secrets
import sys
import tempfile
from pathlib import Path

from django.core.management import execute_from_command_line

from spectra_site.tls import self_signed_pair

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        key, cert = self_signed_pair(Path(folder))
        os.environ.update(
            DJANGO_SETTINGS_MODULE="spectra_site.settings",
            SPECTRA_ENV="production",
            SECRET_KEY=secrets.token_urlsafe(64),
            JWT_SECRET=secrets.token_urlsafe(64),
            ALLOWED_HOSTS="spectra.example.org",
            DATA_DIR=folder,
            SERVER_KEY=key,
            SERVER_CERT=cert,
        )
        execute_from_command_line([sys.argv[0], "check", "--deploy", "--fail-level", "WARNING"])
