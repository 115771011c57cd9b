"""The state of one match: frozen values that share what has not changed.

Nobody changes a state. A rule makes a new one with `msgspec.structs.replace`, and what it
leaves alone stays the same object. Everything here goes through JSON or msgpack and back,
so that a snapshot is the state's own encoding. Times are ms since the epoch.

The match's group secret, keys, and the player cams' secret are no part of it.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

LEFT, RIGHT = 0, 1
TEAM_SIZE = 5
UNKNOWN_POSITION = 99
"""The position of a player for whom none was told: behind all others."""


class Player(Struct, frozen=True, kw_only=True):
    """One player. `name` is what is shown, `game_name` what the game calls the player.

    `last_board_ms` is the time of the last scoreboard, 0 for none; `has_fallen` whether the
    kill feed told of a death in this round.
    """

    riot_id: str
    name: str
    game_name: str
    tagline: str
    position: int
    locked: bool
    agent_internal: str
    is_alive: bool = True
    has_spike: bool = False
    is_observed: bool = False
    health: int | float = 100
    grenade: int = 0
    ability_1: int = 0
    ability_2: int = 0
    kills: int = 0
    deaths: int = 0
    assists: int = 0
    kd_ratio: float | None = 0.0
    kills_this_round: int = 0
    deaths_this_round: int = 0
    killed_player_names: tuple[str, ...] = ()
    curr_ult_points: int = 0
    max_ult_points: int = 0
    ult_ready: bool = False
    money: int = 0
    money_spent: int = 0
    spent_money_this_round: bool = False
    armor_name: str | None = "None"
    highest_weapon: str | None = "Unknown"
    team_kills: int = 0
    headshot_kills: int = 0
    kills_by_weapon: dict[str, int] = {}
    kills_on_enemy: dict[str, int] = {}
    kills_on_teammate: dict[str, int] = {}
    scoreboard_available: bool = False
    last_board_ms: int = 0
    has_fallen: bool = False
    aux_health: bool = False
    aux_abilities: bool = False
    aux_scoreboard: bool = False
    aux_lost: tuple[str, ...] = ()  # which of these were on when the client left, in that round
    aux_lost_round: int = 0
    icon_suffix: str = ""

    @property
    def has_scoreboard(self) -> bool:
        """Whether a scoreboard, of either kind, tells about this player this round."""
        return self.scoreboard_available or self.aux_scoreboard


class RoundResult(Struct, frozen=True):
    """How one round ended for one team; `type` is `upcoming` until it has."""

    type: str
    was_attack: bool
    round: int


class Team(Struct, frozen=True, kw_only=True):
    """One team. `ingame_team_id` is 0 for the team that attacks first, else 1."""

    team_name: str
    team_tricode: str
    team_url: str
    ingame_team_id: int
    is_attacking: bool
    rounds_won: int = 0
    round_record: tuple[RoundResult, ...] = ()
    remove_tricode: bool = False
    players: tuple[Player, ...] = ()
    has_duplicate_agents: bool = False
    team_color: str = ""


class SpikeState(Struct, frozen=True):
    planted: bool = False
    detonated: bool = False
    defused: bool = False


class Timeouts(Struct, frozen=True, kw_only=True):
    """Team timeouts and the tech pause; `duration`, `grace` and `remaining` in seconds.

    `running` is the place of the team whose timeout runs since `started_at`; `left` holds
    how many each place has still, `granted` how many of them overtime gave.
    """

    duration: int
    grace: int
    maximum: int
    left: tuple[int, int]
    tech_pause: bool = False
    running: int | None = None
    started_at: int = 0
    remaining: int = 0
    grace_passed: bool = False
    granted: tuple[int, int] = (0, 0)


class Toast(Struct, frozen=True, kw_only=True):
    """The message on the overlay; `until` is when it goes down by itself."""

    active: bool = False
    title: str = ""
    message: str = ""
    duration: int | float | None = None
    event_logo_enabled: bool = True
    selected_team: str | UnsetType | None = UNSET
    until: int | None = None


class Outcome(Struct, frozen=True):
    """The winner of a round, by the game's number for teams, until the round is recorded."""

    round: int
    winner: int
    attackers_won: bool


class ToldKill(Struct, frozen=True):
    """A line of the kill feed, and when it was first told."""

    attacker: str
    victim: str
    weapon: str
    round: int
    at: int


class Press(Struct, frozen=True):
    """A hotkey (the event's type) that an observer has pressed."""

    hotkey: str
    observer: str
    at: int


class Told(Struct, frozen=True):
    """The newest phase that an observer told; `burst_ms` is when its burst began, None for none."""

    observer: str
    phase: tuple[int, str]
    at_ms: int
    burst_ms: int | None = None


class Crew(Struct, frozen=True, kw_only=True):
    """Names and cameras as the crew has set them, in the session of this identifier."""

    identifier: str
    revision: int
    overrides: tuple[tuple[str, str], ...]
    enabled_players: tuple[str, ...]


class MatchState(Struct, frozen=True, kw_only=True):
    """The whole match.

    `score` is the last one told, by the game's number for teams. `sides_swapped` says whether
    an operator has turned the sides. `rounds_begun` are the rounds that have been dealt with,
    `combat_round` the one whose `combat` runs, `plant_round` the one whose plant was counted,
    `outcome` that of a round that is not recorded yet, `clock_ran_out` whether the round's
    clock had run out when it ended. `kills_told` and `presses` are of the last seconds.
    `claims` are players and places that one scoreboard has told and the rosters do not know.
    `told` holds the newest phases that can still turn out to be part of a burst. `crew` is None
    until the crew has changed something.
    """

    group_code: str
    teams: tuple[Team, Team]
    tools: dict[str, Any]
    timeouts: Timeouts
    match_id: str = ""
    match_type: str = "bomb"
    switch_round: int = 13
    first_ot_round: int = 25
    is_running: bool = False
    is_over: bool = False
    agent_select_start_time: int | None = None
    round_number: int = 0
    round_phase: str = "LOBBY"
    round_timeout_time: int | None = None
    was_timeout: bool = False
    spike_detonation_time: int | None = None
    map: str = "Loading"
    spike: SpikeState = SpikeState()
    attackers_won: bool = False
    show_alive_kda: bool = False
    toast: Toast = Toast()
    has_entered_overtime: bool = False
    organization_id: str = ""
    is_registered: bool = False
    org_is_supporter: bool = False
    crew: Crew | None = None
    score: tuple[int, int] = (0, 0)
    sides_swapped: bool = False
    rounds_begun: tuple[int, ...] = ()
    combat_round: int | None = None
    plant_round: int = 0
    outcome: Outcome | None = None
    clock_ran_out: bool = False
    kills_told: tuple[ToldKill, ...] = ()
    presses: tuple[Press, ...] = ()
    claims: tuple[tuple[str, int], ...] = ()
    told: tuple[Told, ...] = ()
