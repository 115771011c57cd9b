"""A simulated past is in the tables, as if it had been watched."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile

import pytest

from guilds.models import (
    EVENTS,
    Guild,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    RoleChange,
    VoiceEvent,
)
from guilds.services import recording
from guilds.simulator.cast import Community, draw_community
from guilds.simulator.happenings import Happening, Left
from guilds.simulator.live import job_of
from guilds.simulator.past import fill, introduce
from guilds.simulator.script import simulate
from tests.guilds.cast import ALICE, GENERAL, HARBOUR, NOW

pytestmark = pytest.mark.django_db

END = datetime(2026, 3, 9, 12, tzinfo=UTC)
START = END - timedelta(days=2)


@pytest.fixture
def community() -> Community:
    community = draw_community(1, 20)
    introduce(community)
    return community


def script(community: Community) -> list[Happening]:
    return list(takewhile(lambda one: one.at < END, simulate(community, START)))


def rows() -> list[tuple[object, ...]]:
    """Everything that is stored, without its keys."""
    return [
        (table.__name__, *row)
        for table in (MessageEvent, PresenceEvent, RoleChange, VoiceEvent, JoinEvent)
        for row in table.objects.order_by("at", "member__discord_id").values_list(
            "at",
            "member__discord_id",
            "member__username",
            "member__joined_at",
            "member__left_at",
            *{
                MessageEvent: ("channel__name",),
                PresenceEvent: ("status", "platforms"),
                RoleChange: ("added", "removed"),
                VoiceEvent: ("channel__name", "kind"),
                JoinEvent: ("account_age_days",),
            }[table],
        )
    ]


def test_the_guild_and_its_members_are_known_before_anything_happens(community: Community) -> None:
    assert Guild.objects.get().name == community.name
    assert Member.objects.count() == 20


def test_every_event_of_the_script_has_its_row(community: Community) -> None:
    expected = script(community)
    stored = fill(community, START, END)
    leaving = sum(isinstance(one, Left) for one in expected)
    assert stored == len(expected) - leaving
    assert sum(table.objects.count() for table in EVENTS) == stored
    assert Member.objects.filter(left_at__isnull=False).count() >= leaving - 2


def test_it_is_what_recording_would_have_stored(community: Community) -> None:
    fill(community, START, END)
    at_once = rows()
    Guild.objects.all().delete()
    introduce(community)
    for one in script(community):
        job_of(community.id, one, one.at)()
    assert rows() == at_once
    assert len(at_once) > 100


def test_a_second_time_replaces_the_first_and_touches_no_other_guild(community: Community) -> None:
    recording.guild_seen(HARBOUR, "Harbour")
    recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    fill(community, START, END)
    before = rows()
    introduce(community)
    fill(community, START, END)
    assert rows() == before
    assert MessageEvent.objects.filter(guild=HARBOUR).count() == 1
