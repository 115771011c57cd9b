"""What else a moderator asks about a guild."""

from guilds.analytics.clients import ClientsSeen, MultiClient, multi_clients
from guilds.analytics.drift import Drift, RoleCount, role_drift
from guilds.analytics.heatmap import Heatmap, HourCount, heatmap_of
from guilds.analytics.newcomers import YOUNG_DAYS, Newcomer, newest_first
from guilds.analytics.timeline import Span, StatusChange, timeline
from guilds.analytics.window import Window

from .sql import moment, rows

# First by the hours that there were: cheaper than to work out the weekday of each message.
_HOURS = """
SELECT channel.discord_id, channel.name, written.weekday, written.hour, written.times
FROM (
    SELECT channel_id, {weekday} AS weekday, {hour} AS hour, CAST(SUM(times) AS bigint) AS times
    FROM (
        SELECT channel_id, {start_of_hour} AS started, COUNT(*) AS times FROM guilds_messageevent
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY 1, 2
    ) AS hours GROUP BY 1, 2, 3
) AS written
JOIN guilds_guildchannel AS channel ON channel.discord_id = written.channel_id
"""

_CLIENTS = """
SELECT member.discord_id, member.username, seen.platforms, seen.times, seen.last_at
FROM (
    SELECT member_id, platforms, COUNT(*) AS times, MAX(at) AS last_at FROM guilds_presenceevent
    WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s AND platforms LIKE '%%,%%'
    GROUP BY member_id, platforms
) AS seen
JOIN guilds_member AS member ON member.id = seen.member_id
"""

_ROLES = """
SELECT member.discord_id, member.username, counted.name, counted.given, counted.taken
FROM (
    SELECT member_id, name, SUM(given) AS given, SUM(taken) AS taken FROM (
        SELECT member_id, role.value AS name, 1 AS given, 0 AS taken
        FROM guilds_rolechange, {each_added}
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s
        UNION ALL
        SELECT member_id, role.value, 0, 1
        FROM guilds_rolechange, {each_removed}
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s
    ) AS changed GROUP BY member_id, name
) AS counted
JOIN guilds_member AS member ON member.id = counted.member_id
"""

_NEWCOMERS = """
SELECT member.discord_id, member.username, joined.age, joined.last_at, joined.times
FROM (
    SELECT member_id, MIN(account_age_days) AS age, MAX(at) AS last_at, COUNT(*) AS times
    FROM guilds_joinevent
    WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s
    AND account_age_days < %(young)s GROUP BY member_id
) AS joined
JOIN guilds_member AS member ON member.id = joined.member_id
"""

# From the last one before the window on; of repetitions the first. A member is in one guild.
_STATUSES = """
SELECT at, status, platforms FROM (
    SELECT id, at, status, platforms,
        LAG(status) OVER in_order AS old_status, LAG(platforms) OVER in_order AS old_platforms
    FROM guilds_presenceevent
    WHERE member_id = {member} AND at <= %(end)s AND at >= COALESCE(
        (SELECT MAX(at) FROM guilds_presenceevent WHERE member_id = {member} AND at <= %(start)s),
        %(start)s
    )
    WINDOW in_order AS (ORDER BY at, id)
) AS changes
WHERE old_status IS NULL OR status <> old_status OR platforms <> old_platforms
ORDER BY at, id
""".replace(
    "{member}",
    "(SELECT id FROM guilds_member WHERE guild_id = %(guild)s AND discord_id = %(member)s)",
)


def heatmap(guild_id: int, window: Window) -> Heatmap:
    """Messages by hour and weekday, of the guild and of each channel."""
    return heatmap_of(HourCount(*row) for row in rows(_HOURS, guild_id, window))


def multi_client_logins(guild_id: int, window: Window) -> list[MultiClient]:
    """Who was on several clients at once, the most often first."""
    counted = rows(_CLIENTS, guild_id, window)
    return multi_clients(
        ClientsSeen(user_id, username, platforms, times, moment(last_at))
        for user_id, username, platforms, times, last_at in counted
    )


def drift(guild_id: int, window: Window) -> list[Drift]:
    """Whose roles changed, the most changes first."""
    return role_drift(RoleCount(*row) for row in rows(_ROLES, guild_id, window))


def new_accounts(guild_id: int, window: Window) -> list[Newcomer]:
    """Who joined with an account younger than ``YOUNG_DAYS``, the last first."""
    counted = rows(_NEWCOMERS, guild_id, window, young=YOUNG_DAYS)
    return newest_first(
        Newcomer(user_id, username, age, moment(last_at), joins)
        for user_id, username, age, last_at, joins in counted
    )


def presence_timeline(guild_id: int, member_id: int, window: Window) -> list[Span]:
    """The statuses of the member with this Discord id, in their order."""
    stored = rows(_STATUSES, guild_id, window, member=member_id)
    changes = (StatusChange(moment(at), status, platforms) for at, status, platforms in stored)
    return timeline(changes, window)
