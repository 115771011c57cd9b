"""System checks: a wrong or missing setting stops the start with its name and a hint."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import semantic_version
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from spectra_site import env
from spectra_site.tls import problem_with

ORIGIN = re.compile(r"https?://[^/?#*\s]+")
TEMPLATE = re.compile(r"https?://[^/?#*\s{};,'\"]+[/?]\S*")  # its host goes into a policy
SHORTEST_JWT_SECRET = 32  # bytes: as long as what HS256 makes of it


@register()
def settings_are_usable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """spectra.E001 to E013, spectra.W001; E012 is in matches.names_file. See docs/settings.md."""
    return [
        *(Error(p.message, hint=p.hint, id="spectra.E001") for p in env.problems),
        *_production(),
        *_community(),
        *_tls(),
        *_values(),
        *_playercams(),
    ]


def _production() -> Iterator[CheckMessage]:
    if settings.SECRET_KEY_IS_MISSING:
        hint = "Set SECRET_KEY, or SECRET_KEY_FILE, to 50 or more random characters."
        yield Error("SECRET_KEY is not set", hint=hint, id="spectra.E002")
    if settings.PRODUCTION and not settings.ALLOWED_HOSTS:
        hint = "Set ALLOWED_HOSTS to the names under which the site is reached, with commas."
        yield Error("ALLOWED_HOSTS is not set", hint=hint, id="spectra.E003")
    if not settings.REQUIRE_AUTH_KEY:
        hint = "Anyone who reaches the ingest port can feed a match. Set REQUIRE_AUTH_KEY=true."
        yield Warning("REQUIRE_AUTH_KEY is off", hint=hint, id="spectra.W001")


def _community() -> Iterator[CheckMessage]:
    hint = "Set JWT_SECRET, or JWT_SECRET_FILE, to 50 or more random characters of its own."
    if not settings.JWT_SECRET:
        yield Error("JWT_SECRET is not set", hint=hint, id="spectra.E009")
    elif len(settings.JWT_SECRET.encode()) < SHORTEST_JWT_SECRET:
        yield Error("JWT_SECRET is too short", hint=hint, id="spectra.E009")
    elif settings.JWT_SECRET == settings.SECRET_KEY:
        yield Error("JWT_SECRET is the SECRET_KEY", hint=hint, id="spectra.E009")
    if bool(settings.DISCORD_CLIENT_ID) != bool(settings.DISCORD_CLIENT_SECRET):
        hint = "Set both, as Discord's developer portal shows them, or neither."
        message = "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET go together"
        yield Error(message, hint=hint, id="spectra.E010")
    wrong = [origin for origin in settings.GUILD_CORS_ORIGINS if not ORIGIN.fullmatch(origin)]
    if wrong:
        hint = "Write each as scheme://host or scheme://host:port, with commas, and no path."
        yield Error(f"GUILD_CORS_ORIGINS: {wrong[0]} is no origin", hint=hint, id="spectra.E011")


def _tls() -> Iterator[CheckMessage]:
    if bool(settings.SERVER_KEY) != bool(settings.SERVER_CERT):
        hint = "Set both to paths of PEM files, or neither."
        yield Error("SERVER_KEY and SERVER_CERT go together", hint=hint, id="spectra.E004")
    if settings.SERVER_KEY and settings.SERVER_CERT:
        problem = problem_with(settings.SERVER_KEY, settings.SERVER_CERT)
        if problem:
            hint = "Give a private key and its certificate as PEM files that this user may read."
            message = f"SERVER_KEY and SERVER_CERT can't be used: {problem}"
            yield Error(message, hint=hint, id="spectra.E005")
    if settings.PRODUCTION and not (settings.SERVER_KEY or settings.INSECURE):
        hint = (
            "Set SERVER_KEY and SERVER_CERT, or INSECURE=true for plain HTTP, or start "
            "`manage.py serve --self-signed`."
        )
        yield Error("TLS is not set up", hint=hint, id="spectra.E006")


def _values() -> Iterator[CheckMessage]:
    try:
        semantic_version.NpmSpec(settings.CLIENT_VERSIONS)
    except ValueError:
        hint = 'Use npm\'s range syntax, such as ">=0.3.3 <1.0.0".'
        yield Error("CLIENT_VERSIONS can't be read", hint=hint, id="spectra.E007")
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        folder = Path(settings.DATABASES["default"]["NAME"]).parent
        if not folder.is_dir():
            hint = f"Create {folder}, or set DATABASE_URL or DATA_DIR."
            yield Error("The database's folder is missing", hint=hint, id="spectra.E008")


def _playercams() -> Iterator[CheckMessage]:
    for name in ("PLAYERCAM_VIEW_URL", "PLAYERCAM_SEND_URL"):
        template: str = getattr(settings, name)
        missing = [one for one in ("{session}", "{player}") if one not in template]
        if missing or not TEMPLATE.fullmatch(template):
            hint = "Give an http or https address with {session} and {player} after its host."
            wrong = f"lacks {missing[0]}" if missing else "is no web address"
            yield Error(f"{name} {wrong}", hint=hint, id="spectra.E013")
