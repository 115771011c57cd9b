"""`manage.py serve`: every role, or some, in one daphne process."""

import asyncio
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)
from django.urls import reverse
from twisted.internet.endpoints import quoteStringArgument

from spectra_site import __version__, boot
from spectra_site.roles import ROLES
from spectra_site.threads import in_thread
from spectra_site.tls import intermediates, self_signed_pair

if TYPE_CHECKING:
    from spectra_site.demo_guild import Demo

CLIENTS = {
    "ingest": "observer clients",
    "broadcast": "overlay clients",
    "guilds": "guild dashboards",
    "extras": "HTTP extras",
}
BACKLOG = 4_096  # connections that may wait to be accepted: a stadium of overlays comes at once
HERE = ("127.0.0.1", "0.0.0.0", "::1", "::")  # noqa: S104  (names of addresses, bound nowhere)


class Command(BaseCommand):
    help = "Serve the given roles, or all: ingest, extras, broadcast, guilds, web."
    # The checks run below, once the flags have had their say.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("roles", nargs="*", metavar="role", help=", ".join(ROLES))
        parser.add_argument("--bind", help="address to listen on (BIND)")
        parser.add_argument(
            "--port", action="append", default=[], metavar="ROLE=PORT", help="e.g. ingest=5100"
        )
        parser.add_argument("--tls-key", help="PEM file (SERVER_KEY)")
        parser.add_argument("--tls-cert", help="PEM file (SERVER_CERT)")
        parser.add_argument("--insecure", action="store_true", help="plain HTTP (INSECURE)")
        parser.add_argument(
            "--self-signed", action="store_true", help="TLS with a certificate made here"
        )
        parser.add_argument(
            "--demo", action="store_true", help="play a match as code DEMO, and a community"
        )

    def handle(self, **options: Any) -> None:
        roles = self._roles(options["roles"])
        self._apply(options)
        if options["demo"] and "ingest" not in roles:
            raise CommandError("--demo needs the role ingest")
        self._check(roles)
        self._serve(roles, demo=options["demo"])

    def _roles(self, given: list[str]) -> list[str]:
        unknown = [role for role in given if role not in ROLES]
        if unknown:
            raise CommandError(f"no such role: {', '.join(unknown)}; there are {', '.join(ROLES)}")
        return [role for role in ROLES if role in given] or list(ROLES)

    def _apply(self, options: dict[str, Any]) -> None:
        """Flags win over the environment."""
        settings.BIND = options["bind"] or settings.BIND
        settings.SERVER_KEY = options["tls_key"] or settings.SERVER_KEY
        settings.SERVER_CERT = options["tls_cert"] or settings.SERVER_CERT
        settings.INSECURE = options["insecure"] or settings.INSECURE
        if options["self_signed"]:
            settings.SERVER_KEY, settings.SERVER_CERT = self_signed_pair(settings.DATA_DIR)
        for given in options["port"]:
            role, _, port = given.partition("=")
            if role not in ROLES or not port.isdecimal() or not 0 < int(port) < 65_536:
                raise CommandError(f"--port {given}: use ROLE=PORT, such as ingest=5100")
            settings.PORTS[role] = int(port)

    def _check(self, roles: list[str]) -> None:
        errors, warnings = boot.problems_with_settings()
        errors = errors or boot.problems_with_database()
        if errors:
            raise SystemCheckError("\n".join(errors))
        if "web" in roles:
            warnings += boot.problems_with_static_files()
        for line in warnings:
            self.stderr.write(line, self.style.WARNING)

    def _serve(self, roles: list[str], *, demo: bool) -> None:
        from spectra_site.asgi import application, runtime  # builds the whole site
        from spectra_site.server import SpectraServer

        server = SpectraServer(
            runtime,
            roles,
            beside=partial(self._once_up, roles, demo=demo),
            application=application,
            endpoints=[self._endpoint(settings.PORTS[role]) for role in roles],
        )
        server.run()
        if server.exit_code:
            sys.exit(server.exit_code)
        self.stdout.write("Stopped.")

    async def _once_up(self, roles: list[str], *, demo: bool) -> None:
        from spectra_site.asgi import runtime
        from spectra_site.demo import GROUP_CODE, play_demo
        from spectra_site.demo_guild import open_demo, play_guild
        from spectra_site.resident_bot import is_wanted, run_bot

        guild = await in_thread(open_demo) if demo and "guilds" in roles else None
        self._show(roles, GROUP_CODE if demo else None, guild)
        beside = []
        if demo:
            beside.append(play_demo(runtime, self._url("ingest")))
        if guild:
            beside.append(play_guild(runtime, guild.community))
        if is_wanted(roles):
            beside.append(run_bot(runtime))
        await asyncio.gather(*beside)

    def _tls(self) -> bool:
        return bool(settings.SERVER_KEY) and not settings.INSECURE

    def _endpoint(self, port: int) -> str:
        address = quoteStringArgument(settings.BIND)
        where = f"port={port}:interface={address}:backlog={BACKLOG}"
        if self._tls():
            key, cert = map(quoteStringArgument, (settings.SERVER_KEY, settings.SERVER_CERT))
            chain = intermediates(settings.SERVER_CERT, settings.DATA_DIR)
            extra = f":extraCertChain={quoteStringArgument(chain)}" if chain else ""
            return f"ssl:{where}:privateKey={key}:certKey={cert}{extra}"
        return f"tcp:{where}"

    def _show(self, roles: list[str], demo_code: str | None, guild: "Demo | None") -> None:
        """Where to go: printed once every port is open."""
        self.stdout.write(f"\nSpectra {__version__} is up. Ctrl-C stops it.\n\n")
        for what, url in self._places(roles, demo_code, guild):
            self.stdout.write(f"  {what:<18}{self.style.SUCCESS(url)}")
        self.stdout.write("")
        self.stdout.flush()  # also where a file or a pipe takes it

    def _places(
        self, roles: list[str], demo_code: str | None, guild: "Demo | None"
    ) -> Iterator[tuple[str, str]]:
        if "web" in roles:
            site = settings.PUBLIC_URL or self._url("web")
            yield "admin", site + reverse("admin:index")
            yield "overlays", site + reverse("overlays")
            if demo_code:
                yield "demo overlay", f"{site}{reverse('overlay', args=[demo_code])}?demo=1"
            if guild:
                yield "demo community", f"{site}{reverse('guild', args=[guild.community.id])}"
                yield "sign in there as", f"{guild.user}/{guild.password}"
        for role, what in CLIENTS.items():
            if role in roles:
                yield what, self._url(role)

    def _url(self, role: str) -> str:
        scheme = "https" if self._tls() else "http"
        host = "localhost" if settings.BIND in HERE else settings.BIND
        host = f"[{host}]" if ":" in host else host
        return f"{scheme}://{host}:{settings.PORTS[role]}"
