"""Communities in which anything may have happened, as plain values and as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from guilds.analytics.window import Window
from guilds.models import (
    Guild,
    GuildChannel,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.values import Channel, Who, created_at
from tests.guilds.cast import ALICE, BOB, CHARLIE, CLIPS, GENERAL, HARBOUR, LANTERN, LOUNGE, NOW

WEEK = Window.last(NOW)
TABLES: dict[str, Any] = {
    "typing": TypingEvent,
    "message": MessageEvent,
    "reaction": ReactionEvent,
    "voice": VoiceEvent,
    "presence": PresenceEvent,
    "roles": RoleChange,
    "join": JoinEvent,
}
MOST = 40
IN_CHANNEL = ("typing", "message", "reaction", "voice")


@dataclass(frozen=True)
class Happening:
    """One event; of the fields, those that its kind has mean something."""

    kind: str
    who: Who
    at: datetime = NOW
    guild: int = HARBOUR
    channel: Channel = GENERAL
    status: str = "online"
    platforms: str = "desktop"
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    age: int = 400

    @property
    def row(self) -> dict[str, Any]:
        if self.kind in IN_CHANNEL:
            more = {"kind": "join"} if self.kind == "voice" else {}
            return {"channel_id": self.channel.discord_id, **more}
        if self.kind == "presence":
            return {"status": self.status, "platforms": self.platforms}
        if self.kind == "roles":
            return {"added": list(self.added), "removed": list(self.removed)}
        return {"account_age_days": self.age}


def store(happened: Iterable[Happening]) -> None:
    """Both guilds and all of these as rows, in the order that they are given in.

    The guilds share their channels, which makes it harder to keep them apart.
    """
    for pk in (HARBOUR, LANTERN):
        Guild.objects.create(discord_id=pk, name=f"guild {pk}")
    for channel in (GENERAL, CLIPS, LOUNGE):
        GuildChannel.objects.create(
            discord_id=channel.discord_id, guild_id=HARBOUR, name=channel.name
        )
    members: dict[tuple[int, int], Member] = {}
    rows: dict[str, list[Any]] = {}
    for one in happened:
        member = members.get((one.guild, one.who.discord_id))
        if member is None:
            member = members[one.guild, one.who.discord_id] = _member(one)
        row = TABLES[one.kind](guild_id=one.guild, member=member, at=one.at, **one.row)
        rows.setdefault(one.kind, []).append(row)
    for kind, of_kind in rows.items():
        TABLES[kind].objects.bulk_create(of_kind)


def _member(one: Happening) -> Member:
    return Member.objects.create(
        guild_id=one.guild,
        discord_id=one.who.discord_id,
        username=one.who.username,
        account_created_at=created_at(one.who.discord_id),
    )


@st.composite
def happenings(draw: st.DrawFn) -> Sequence[Happening]:
    """At any time in the window and a little beyond, or all of it on the window's very edges.

    Only a few kinds at once: else nobody would ever be silent.
    """
    kinds = draw(st.sets(st.sampled_from(list(TABLES)), min_size=1, max_size=4))
    times = draw(st.sampled_from([_anytime(), _on_the_edges()]))
    roles = st.lists(st.sampled_from(["Guest", "Moderator", 'Quo"te']), max_size=2, unique=True)
    one = st.builds(
        Happening,
        kind=st.sampled_from(sorted(kinds)),
        who=st.sampled_from([ALICE, BOB, CHARLIE]),
        at=times,
        guild=st.sampled_from([HARBOUR] * 5 + [LANTERN]),
        channel=st.sampled_from([GENERAL, CLIPS, LOUNGE]),
        status=st.sampled_from(["online", "idle", "dnd", "offline"]),
        platforms=st.sampled_from(["", "desktop", "web", "desktop,web", "desktop,mobile,web"]),
        added=roles.map(tuple),
        removed=roles.map(tuple),
        age=st.sampled_from([0, 3, 6, 7, 400]),
    )
    size = draw(st.integers(0, MOST))  # left to itself a list would be of five or so
    return draw(st.lists(one, min_size=size, max_size=size))


def _anytime() -> st.SearchStrategy[datetime]:
    minutes = st.integers(-24 * 60, 8 * 24 * 60)
    return minutes.map(lambda minute: WEEK.start + timedelta(minutes=minute))


def _on_the_edges() -> st.SearchStrategy[datetime]:
    instant = timedelta(microseconds=1)
    edges = [edge + after for edge in (WEEK.start, WEEK.end) for after in (0 * instant, instant)]
    return st.sampled_from(edges)
