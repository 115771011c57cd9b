"""The rules of what else a moderator asks."""

from datetime import timedelta

from guilds.analytics.clients import ClientsSeen, multi_clients
from guilds.analytics.drift import Drift, RoleCount, role_drift
from guilds.analytics.heatmap import HourCount, heatmap_of
from guilds.analytics.newcomers import Newcomer, newest_first
from guilds.analytics.timeline import StatusChange, timeline
from guilds.analytics.window import Window
from tests.guilds.cast import NOW

WINDOW = Window.last(NOW)
MINUTE = timedelta(minutes=1)


def test_a_window_is_seven_days_long_and_ends_now() -> None:
    assert NOW - WINDOW.start == timedelta(days=7)
    assert NOW in WINDOW
    assert WINDOW.start not in WINDOW
    assert NOW + MINUTE not in WINDOW


def test_a_heatmap_sums_the_channels_and_has_the_busiest_first() -> None:
    rows = [
        HourCount(1, "general", 0, 23, 2),
        HourCount(2, "clips", 0, 23, 5),
        HourCount(2, "clips", 6, 0, 1),
    ]
    heatmap = heatmap_of(rows)
    assert (heatmap.messages, heatmap.week[0][23], heatmap.week[6][0]) == (8, 7, 1)
    assert [(one.channel_name, one.messages) for one in heatmap.channels] == [
        ("clips", 6),
        ("general", 2),
    ]
    assert heatmap.channels[1].week[0][23] == 2


def test_a_heatmap_of_nothing_is_a_week_of_zeros() -> None:
    heatmap = heatmap_of([])
    assert heatmap.channels == []
    assert heatmap.week == [[0] * 24] * 7


def test_one_client_is_not_several() -> None:
    assert multi_clients([ClientsSeen(1, "alice", "web", 9, NOW)]) == []


def test_all_clients_that_took_part_are_named_once() -> None:
    rows = [
        ClientsSeen(1, "alice", "desktop,web", 2, NOW),
        ClientsSeen(1, "alice", "mobile,web", 3, NOW - MINUTE),
    ]
    (one,) = multi_clients(rows)
    assert (one.platforms, one.times, one.last_at) == (["desktop", "mobile", "web"], 5, NOW)


def test_a_role_that_came_and_went_counts_as_change_and_is_in_no_list() -> None:
    rows = [RoleCount(1, "alice", "Guest", 1, 1), RoleCount(1, "alice", "Admin", 2, 1)]
    assert role_drift(rows) == [Drift(1, "alice", 5, ["Admin"], [])]


def test_of_those_who_joined_at_once_the_youngest_account_comes_first() -> None:
    early = Newcomer(1, "alice", 0, NOW - MINUTE, 1)
    older, younger = Newcomer(2, "bob", 5, NOW, 1), Newcomer(3, "charlie", 1, NOW, 2)
    assert newest_first([early, older, younger]) == [younger, older, early]


def test_a_status_holds_until_the_next_and_the_last_to_the_end() -> None:
    changes = [
        StatusChange(NOW - 9 * MINUTE, "online", "desktop,web"),
        StatusChange(NOW - 2 * MINUTE, "offline", ""),
    ]
    first, last = timeline(changes, WINDOW)
    assert (first.since, first.until) == (NOW - 9 * MINUTE, NOW - 2 * MINUTE)
    assert (first.status, first.platforms) == ("online", ["desktop", "web"])
    assert (last.until, last.status, last.platforms) == (NOW, "offline", [])


def test_a_status_from_before_the_window_is_cut_to_it() -> None:
    (span,) = timeline([StatusChange(WINDOW.start - MINUTE, "idle", "web")], WINDOW)
    assert (span.since, span.until) == (WINDOW.start, WINDOW.end)


def test_without_any_change_nothing_is_known() -> None:
    assert timeline([], WINDOW) == []
