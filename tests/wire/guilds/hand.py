"""A process beside the servers in which things happen in communities, as a test commands it.

Commands come in on stdin, one JSON object a line, {"do": a method of Deeds, "with": [...]}; each
is answered by a line on stdout once it is done and told.
"""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")

import django

django.setup()

from channels import DEFAULT_CHANNEL_LAYER  # noqa: E402
from channels.layers import channel_layers  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402

from guilds.live.announcer import Announcer  # noqa: E402
from guilds.models import Account, Guild  # noqa: E402
from guilds.services import grants, recording  # noqa: E402
from guilds.values import Channel, Live, Who  # noqa: E402
from realtime.bus import Bus  # noqa: E402

AT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


class Deeds:
    """What can be commanded. Guilds and people go by their Discord ids, accounts by user names."""

    def guild(self, guild_id: int, name: str) -> None:
        recording.guild_seen(guild_id, name)

    def account(self, name: str, discord_id: int, role: str) -> int:
        user = User.objects.create(username=name)
        Account.objects.create(user=user, discord_id=discord_id, role=role)
        return user.pk

    def superuser(self, name: str, password: str) -> None:
        User.objects.create_superuser(name, password=password)

    def grant(self, name: str, guild_id: int) -> None:
        grants.grant(_account(name), Guild.objects.get(pk=guild_id), "hand", now=_now())

    def grant_by_discord(self, name: str, guild_id: int) -> None:
        grants.replace_discord_grants(_account(name), [guild_id], now=_now())

    def withdraw(self, name: str, guild_id: int) -> None:
        grants.withdraw(_account(name), Guild.objects.get(pk=guild_id), "hand", now=_now())

    def withdraw_in_silence(self, name: str, guild_id: int) -> None:
        """As by a process that could tell nobody."""
        _account(name).grants.filter(guild=guild_id).delete()

    def switch_off(self, name: str) -> None:
        User.objects.filter(username=name).update(is_active=False)

    def set_role(self, name: str, role: str) -> None:
        Account.objects.filter(user__username=name).update(role=role)

    def types(self, guild_id: int, person: Sequence[Any]) -> list[Live]:
        return recording.typing_started(guild_id, Who(*person), Channel(501, "general"), _now())

    def writes(self, guild_id: int, person: Sequence[Any]) -> list[Live]:
        return recording.message_sent(guild_id, Who(*person), Channel(501, "general"), AT)

    def shows(self, guild_id: int, person: Sequence[Any], status: str, *on: str) -> list[Live]:
        return recording.presence_changed(guild_id, Who(*person), status, on, AT)

    def changes(
        self, guild_id: int, person: Sequence[Any], added: list[str], removed: list[str]
    ) -> list[Live]:
        return recording.roles_changed(guild_id, Who(*person), added, removed, AT)

    def joins(self, guild_id: int, person: Sequence[Any]) -> list[Live]:
        return recording.member_joined(guild_id, Who(*person), AT, AT)


def _account(name: str) -> Account:
    return Account.objects.get(user__username=name)


def _now() -> datetime:
    return datetime.now(UTC)


async def main() -> None:
    bus = Bus(channel_layers[DEFAULT_CHANNEL_LAYER])
    announcer = Announcer(bus)
    announcer.start()
    sending = asyncio.create_task(bus.run())
    deeds = Deeds()
    while line := await asyncio.to_thread(sys.stdin.readline):
        command = json.loads(line)
        told = await asyncio.to_thread(getattr(deeds, command["do"]), *command["with"])
        for live in told if isinstance(told, list) else ():
            announcer.deliver(live)
        answer = told if isinstance(told, int) else None
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    sending.cancel()


if __name__ == "__main__":
    asyncio.run(main())
