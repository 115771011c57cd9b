"""What an observer client sends: `{obsName, groupCode, type, data}`, one class per type."""

from typing import Any, ClassVar

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

    @property
    def can_be_placed(self) -> bool:
        """Whether it can be told whom or what the event is about."""
        return True


class RosterData(Struct, frozen=True, kw_only=True, rename="camel"):
    """A player as the game presents it; what is UNSET was not told, or can't be read."""

    name: Name | UnsetType
    tagline: Name | UnsetType
    start_team: StartTeam | UnsetType
    agent_internal: InternalName | UnsetType
    player_id: Identifier | UnsetType
    position: Position | UnsetType
    locked: bool | UnsetType
    rank: Rank | None = None


class KillfeedData(Struct, frozen=True, kw_only=True, rename="camel"):
    """One line of the kill feed. Without an attacker ("") it is a death without a killer; an
    `is_teamkill` of None is not known."""

    if_unreadable: ClassVar[dict[str, Any]] = {
        "attacker": "",
        "victim": "",
        "weapon_killfeed_internal": "",
        "headshot_kill": False,
        "assists": [],
        "is_teamkill": None,
    }

    attacker: Name
    victim: Name
    weapon_killfeed_internal: InternalName
    headshot_kill: bool
    assists: Assists
    is_teamkill: bool | None


class ScoreData(Struct, frozen=True, kw_only=True):
    """Rounds won, by the game's team numbers; UNSET: not told."""

    team_0: Count | UnsetType
    team_1: Count | UnsetType


class RoundData(Struct, frozen=True, kw_only=True, rename="camel"):
    """The round's number, and its phase where that was told."""

    round_number: RoundNumber
    round_phase: Phase | UnsetType


class ToastData(Struct, frozen=True, kw_only=True, rename="camel"):
    """A message on the overlay; `duration` in ms, None for one that stays."""

    if_unreadable: ClassVar[dict[str, Any]] = {"duration": None, "event_logo_enabled": True}
    must_be_told: ClassVar[tuple[str, ...]] = ("duration",)

    title: ToastTitle | UnsetType
    message: ToastMessage | UnsetType
    duration: ToastDuration
    event_logo_enabled: bool
    selected_team: Name | UnsetType | None = UNSET
    active: bool = False


class Roster(ObserverEvent, frozen=True, tag="roster"):
    data: RosterData

    @property
    def can_be_placed(self) -> bool:
        return bool(self.data.player_id or self.data.name)


class Scoreboard(ObserverEvent, frozen=True, tag="scoreboard"):
    data: NamedBoard

    @property
    def can_be_placed(self) -> bool:
        return self.data.can_be_placed


class Killfeed(ObserverEvent, frozen=True, tag="killfeed"):
    data: KillfeedData

    @property
    def can_be_placed(self) -> bool:
        return bool(self.data.attacker or self.data.victim)


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

    @property
    def can_be_placed(self) -> bool:
        return self.data.team_0 is not UNSET or self.data.team_1 is not UNSET


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

    if_unreadable: ClassVar[dict[str, Any]] = {"data": True}

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

    @property
    def can_be_placed(self) -> bool:
        return self.data.title is not UNSET or self.data.message is not UNSET


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
