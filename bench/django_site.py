"""Sets Django up, for what measures parts of the site in its own process."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
django.setup()
