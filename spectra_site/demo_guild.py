"""A community to look at when there is no Discord: the simulator, beside our own rooms."""

import secrets
from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import User

from guilds.bot.recorder import Recorder
from guilds.models import Account, Guild, GuildGrant, PresenceEvent
from guilds.services.grants import grant
from guilds.simulator.cast import Community, draw_community
from guilds.simulator.live import live
from guilds.simulator.past import fill, introduce
from guilds.simulator.script import simulate
from spectra_site.clock import now
from spectra_site.runtime import Runtime
from spectra_site.threads import in_thread

SEED, MEMBERS, EVENTS_A_SECOND = 1, 120, 2
PAST = timedelta(days=7)
USER = "guild-demo"


class Demo(NamedTuple):
    community: Community
    user: str
    password: str


def open_demo() -> Demo:
    """The community, and a user who may see it and nothing else, with a new password."""
    community = draw_community(SEED, MEMBERS)
    introduce(community)
    user, _ = User.objects.get_or_create(username=USER)
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save()
    account, _ = Account.objects.get_or_create(user=user)
    guild = Guild.objects.get(pk=community.id)
    grant(account, guild, GuildGrant.Source.HAND, now=now())
    return Demo(community, USER, password)


async def play_guild(runtime: Runtime, community: Community) -> None:
    """Let it live, after a past that it is given once, until cancelled."""
    await in_thread(_fill_once, community)
    script = simulate(community, now())
    await live(community, script, EVENTS_A_SECOND, runtime.announcer.deliver, _say_nothing)


def _fill_once(community: Community) -> None:
    if not PresenceEvent.objects.filter(guild=community.id).exists():
        fill(community, now() - PAST, now())


def _say_nothing(recorder: Recorder) -> None:
    """The command that plays alone reports how far it is; /readyz is enough here."""
