"""What an observer client sends: `{obsName, groupCode, type, data}`, one class per type."""

from msgspec import UNSET, Struct, UnsetType

from .boards import NamedBoard
from .fields import (
    Assists,
    Count,
    Identifier,
    InternalName,
    MatchId,
    Name,
    Phase,
    Position,
    Rank,
    RoundNumber,
    Scalar,
    SearchName,
    StartTeam,
    ToastDuration,
    ToastMessage,
    ToastTitle,
)


class ObserverEvent(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """The envelope that all of an observer's events share."""

    group_code: Identifier
    obs_name: Name = ""


class RosterData(Struct, frozen=True, kw_only=True, rename="camel"):
    name: Name
    tagline: Name
    start_team: StartTeam
    agent_internal: InternalName
    player_id: Identifier
    position: Position
    locked: bool
    rank: Rank | None = None


class KillfeedData(Struct, frozen=True, kw_only=True, rename="camel"):
    attacker: Name
    victim: Name
    weapon_killfeed_internal: InternalName
    headshot_kill: bool
    assists: Assists
    is_teamkill: bool


class ScoreData(Struct, frozen=True, kw_only=True):
    """Rounds won, by the game's team numbers."""

    team_0: Count
    team_1: Count


class RoundData(Struct, frozen=True, kw_only=True, rename="camel"):
    round_number: RoundNumber
    round_phase: Phase


class ToastData(Struct, frozen=True, kw_only=True, rename="camel"):
    """A message on the overlay; `duration` in ms, null for one that stays."""

    title: ToastTitle
    message: ToastMessage
    duration: ToastDuration
    event_logo_enabled: bool
    selected_team: Name | UnsetType | None = UNSET
    active: bool = False


class Roster(ObserverEvent, frozen=True, tag="roster"):
    data: RosterData


class Scoreboard(ObserverEvent, frozen=True, tag="scoreboard"):
    data: NamedBoard


class Killfeed(ObserverEvent, frozen=True, tag="killfeed"):
    data: KillfeedData


class Observing(ObserverEvent, frozen=True, tag="observing"):
    data: SearchName


class MatchStart(ObserverEvent, frozen=True, tag="match_start"):
    data: MatchId


class Map(ObserverEvent, frozen=True, tag="map"):
    data: InternalName


class GameMode(ObserverEvent, frozen=True, tag="game_mode"):
    data: InternalName


class Score(ObserverEvent, frozen=True, tag="score"):
    data: ScoreData


class RoundInfo(ObserverEvent, frozen=True, tag="round_info"):
    data: RoundData


class TeamIsAttacker(ObserverEvent, frozen=True, tag="team_is_attacker"):
    data: bool


class _Happened(ObserverEvent, frozen=True):
    """Something that has happened: `data` is always `true`."""

    data: bool

    def __post_init__(self) -> None:
        if not self.data:
            raise ValueError("Expected `true` - at `$.data`")


class SpikePlanted(_Happened, frozen=True, tag="spike_planted"):
    pass


class SpikeDetonated(_Happened, frozen=True, tag="spike_detonated"):
    pass


class SpikeDefused(_Happened, frozen=True, tag="spike_defused"):
    pass


class _Hotkey(ObserverEvent, frozen=True):
    """A key was pressed: what `data` holds has no meaning."""

    data: Scalar


class TechPause(_Hotkey, frozen=True, tag="tech_pause"):
    pass


class LeftTimeout(_Hotkey, frozen=True, tag="left_timeout"):
    pass


class RightTimeout(_Hotkey, frozen=True, tag="right_timeout"):
    pass


class SwitchKdaCredits(_Hotkey, frozen=True, tag="switch_kda_credits"):
    pass


class ToggleAgentSelect(_Hotkey, frozen=True, tag="toggle_agent_select"):
    pass


class SwapLeftRight(_Hotkey, frozen=True, tag="swap_left_right"):
    pass


class SwapAttackerDefender(_Hotkey, frozen=True, tag="swap_attacker_defender"):
    pass


class ToastShown(ObserverEvent, frozen=True, tag="toast"):
    data: ToastData


AnyObserverEvent = (
    Roster
    | Scoreboard
    | Killfeed
    | Observing
    | MatchStart
    | Map
    | GameMode
    | Score
    | RoundInfo
    | TeamIsAttacker
    | SpikePlanted
    | SpikeDetonated
    | SpikeDefused
    | TechPause
    | LeftTimeout
    | RightTimeout
    | SwitchKdaCredits
    | ToggleAgentSelect
    | SwapLeftRight
    | SwapAttackerDefender
    | ToastShown
)
