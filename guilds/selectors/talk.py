"""The contract's three lists: who types without writing, who is silent, who is everywhere."""

from guilds.analytics.diversity import ChannelCount, ranked_diversity
from guilds.analytics.ghosts import Ghost, Talk, ranked_ghosts
from guilds.analytics.lurkers import Lurker, Silence, ranked_lurkers
from guilds.analytics.summary import Summary, summary_of
from guilds.analytics.window import Window

from .sql import rows

_TALK = """
SELECT member.discord_id, member.username, typed.times, COALESCE(wrote.times, 0)
FROM (
    SELECT member_id, COUNT(*) AS times FROM guilds_typingevent
    WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY member_id
) AS typed
LEFT JOIN (
    SELECT member_id, COUNT(*) AS times FROM guilds_messageevent
    WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY member_id
) AS wrote ON wrote.member_id = typed.member_id
JOIN guilds_member AS member ON member.id = typed.member_id
"""

# Whether somebody talked is looked up member by member: one row is enough, and a guild's members
# are members of no other.
_SILENCE = """
SELECT member.discord_id, member.username, seen.times, COALESCE(shown.channels, 0)
FROM (
    SELECT member_id, COUNT(*) AS times FROM guilds_presenceevent
    WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY member_id
) AS seen
LEFT JOIN (
    SELECT member_id, COUNT(*) AS channels FROM (
        SELECT member_id, channel_id FROM guilds_voiceevent
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s
        UNION
        SELECT member_id, channel_id FROM guilds_reactionevent
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s
    ) AS visited GROUP BY member_id
) AS shown ON shown.member_id = seen.member_id
JOIN guilds_member AS member ON member.id = seen.member_id
WHERE NOT EXISTS (
    SELECT 1 FROM guilds_typingevent AS typed
    WHERE typed.member_id = seen.member_id AND typed.at > %(start)s AND typed.at <= %(end)s
) AND NOT EXISTS (
    SELECT 1 FROM guilds_messageevent AS wrote
    WHERE wrote.member_id = seen.member_id AND wrote.at > %(start)s AND wrote.at <= %(end)s
)
"""

_DIVERSITY = """
SELECT member.discord_id, member.username, used.channels
FROM (
    SELECT member_id, COUNT(*) AS channels FROM (
        SELECT member_id, channel_id FROM guilds_typingevent
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY 1, 2
        UNION
        SELECT member_id, channel_id FROM guilds_messageevent
        WHERE guild_id = %(guild)s AND at > %(start)s AND at <= %(end)s GROUP BY 1, 2
    ) AS visited GROUP BY member_id
) AS used
JOIN guilds_member AS member ON member.id = used.member_id
"""


def ghosts(guild_id: int, window: Window) -> list[Ghost]:
    """All of them, the highest score first."""
    return ranked_ghosts(Talk(*row) for row in rows(_TALK, guild_id, window))


def lurkers(guild_id: int, window: Window) -> list[Lurker]:
    """All of them, the surest first."""
    return ranked_lurkers(Silence(*row) for row in rows(_SILENCE, guild_id, window))


def channel_diversity(guild_id: int, window: Window) -> list[ChannelCount]:
    """Everybody who typed or wrote, the most channels first."""
    return ranked_diversity(ChannelCount(*row) for row in rows(_DIVERSITY, guild_id, window))


def summary(guild_id: int, window: Window) -> Summary:
    """What the room of the guild's analytics gets."""
    return summary_of(
        ghosts(guild_id, window), lurkers(guild_id, window), channel_diversity(guild_id, window)
    )
