"""When the analytics of a guild may be sent again. Pure: times are seconds of any steady clock."""

INTERVAL = 30.0  # seconds between two of a guild, over all processes
RETRY = 1.0  # seconds until we ask again whether it is our turn
MARGIN = 5.0  # seconds in which a change may have missed the analytics that come from elsewhere


class Throttle:
    """For the guilds that somebody watches. What changes while they rest is sent when they may.

    A guild is due when something has changed and its rest is over. ``begin`` then has to be
    followed by ``sent`` or ``not_ours``; meanwhile the guild is never due.
    """

    def __init__(self) -> None:
        self._changed: dict[int, float] = {}
        self._rests_until: dict[int, float] = {}
        self._under_way: set[int] = set()

    def changed(self, guild_id: int, now: float) -> None:
        self._changed[guild_id] = now

    def wait(self, guild_id: int, now: float) -> float | None:
        """Seconds until the guild is due; None while nothing is to be sent."""
        if guild_id in self._under_way or guild_id not in self._changed:
            return None
        return max(0.0, self._rests_until.get(guild_id, now) - now)

    def begin(self, guild_id: int) -> None:
        """What has changed so far is about to be counted."""
        self._under_way.add(guild_id)
        self._changed.pop(guild_id, None)

    def is_under_way(self, guild_id: int) -> bool:
        """Whether they are being counted."""
        return guild_id in self._under_way

    def sent(self, guild_id: int, now: float) -> None:
        """The analytics went out."""
        self._under_way.discard(guild_id)
        self._rests_until[guild_id] = now + INTERVAL

    def not_ours(self, guild_id: int, now: float) -> None:
        """Somebody else has sent some less than INTERVAL ago, or we could not count them."""
        self._under_way.discard(guild_id)
        self._changed.setdefault(guild_id, now)
        rests_until = self._rests_until.get(guild_id, now)
        self._rests_until[guild_id] = max(rests_until, now + RETRY)

    def rests(self, guild_id: int, now: float) -> bool:
        """Whether the last were so recent that others would be too many."""
        return now < self._rests_until.get(guild_id, now) - MARGIN

    def came(self, guild_id: int, now: float) -> None:
        """Analytics came from another process. They have what changed before, but for the last."""
        self._rests_until[guild_id] = now + INTERVAL
        if self._changed.get(guild_id, now) < now - MARGIN:
            del self._changed[guild_id]

    def forget(self, guild_id: int) -> None:
        """Nobody watches it any more."""
        self._changed.pop(guild_id, None)
        self._rests_until.pop(guild_id, None)
        self._under_way.discard(guild_id)
