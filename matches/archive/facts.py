"""The shapes of what is known about a match.

Teams go by the game's number for them (0 attacks first), wherever they stand; players by their
Riot ID. Moments are in ms since the epoch, times in a round in ms since its combat began, money
in credits. None is what the feed did not tell.
"""

from msgspec import Struct


class Assist(Struct, frozen=True):
    """The feed names the agent alone; `riot_id` is None where that fits nobody, or several."""

    agent: str
    riot_id: str | None


class KillFacts(Struct, frozen=True, kw_only=True):
    """One kill; `seq` is its event's number.

    `weapon` is the display name, the game's own where there is none. `team_kill` holds for
    killing oneself too; it follows from the teams, as the feed's own flag can't be relied on.
    """

    seq: int
    round_number: int | None
    time_ms: int | None
    killer_riot_id: str | None
    killer_name: str
    killer_team: int | None
    victim_riot_id: str | None
    victim_name: str
    victim_team: int | None
    weapon: str
    weapon_internal: str
    headshot: bool
    team_kill: bool | None
    assists: tuple[Assist, ...]


class Economy(Struct, frozen=True):
    """A team's sums over the players that the round's scoreboards told of."""

    money: int | None = None
    spent: int | None = None
    loadout: int | None = None


class RoundPlayerFacts(Struct, frozen=True, kw_only=True):
    """What a player had when combat began.

    `loadout` is the price of the best weapon and the armour; the feed tells of nothing else.
    `spent` is what was paid since shopping began, less refunds.
    """

    round_number: int
    team: int
    riot_id: str
    money: int | None
    spent: int | None
    weapon: str | None
    armor: str | None
    loadout: int | None


class RoundFacts(Struct, frozen=True, kw_only=True):
    """One round; `reason` is kills, detonated, defused or timeout, `teams` goes by number.

    The spike may be planted, or go off, after a round that was over already.
    """

    number: int
    winner: int | None
    reason: str | None
    attackers: int
    started_ms: int | None
    combat_ms: int | None
    ended_ms: int | None
    planted: bool
    planted_ms: int | None
    detonated: bool
    detonated_ms: int | None
    defused: bool
    defused_ms: int | None
    teams: tuple[Economy, Economy]
    players: tuple[RoundPlayerFacts, ...]


class Clutch(Struct, frozen=True):
    """A round won as the last of one's team; `versus` is the most opponents faced so."""

    round: int
    versus: int


class PlayerFacts(Struct, frozen=True, kw_only=True):
    """One player's match.

    Kills, deaths and assists are the game's scoreboard. The rest is counted from the kill feed,
    which now and then loses a line; kills within the team count in `team_kills` alone (killing
    oneself nowhere). `multikills` maps 2 to 5 (or more) kills to the number of such rounds.
    """

    team: int
    riot_id: str
    name: str
    tagline: str
    position: int
    agent: str
    agent_internal: str
    kills: int
    deaths: int
    assists: int
    headshots: int
    team_kills: int
    first_bloods: int
    first_deaths: int
    multikills: dict[str, int]
    clutches: tuple[Clutch, ...]
    weapons: dict[str, int]
    enemies: dict[str, int]


class TeamFacts(Struct, frozen=True, kw_only=True):
    """A team; `place` is 0 for left and 1 for right, where it stood last."""

    name: str
    tricode: str
    url: str
    place: int
    score: int


class MatchFacts(Struct, frozen=True, kw_only=True):
    """All of it. `teams` goes by number; `damaged_at` is the first event that can't be read.

    `started_ms` and `ended_ms` are when the game itself said so.
    """

    match_id: str
    map: str
    mode: str
    started_ms: int | None
    ended_ms: int | None
    teams: tuple[TeamFacts, TeamFacts]
    winner: int | None
    damaged_at: int | None
    rounds: tuple[RoundFacts, ...]
    players: tuple[PlayerFacts, ...]
    kills: tuple[KillFacts, ...]
