"""What an auxiliary client sends: `{playerId, matchId, type, data}`, one class per type."""

from msgspec import UNSET, Struct, UnsetType

from .boards import Board, NamedBoard, decode_boards
from .fields import Charges, EncodedBoards, Health, Identifier


class AuxiliaryEvent(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """The envelope that all of an auxiliary client's events share."""

    player_id: Identifier
    match_id: Identifier


class AbilitiesData(Struct, frozen=True, kw_only=True):
    """Charges left per ability; one that is absent has not changed."""

    grenade: Charges | UnsetType = UNSET
    ability_1: Charges | UnsetType = UNSET
    ability_2: Charges | UnsetType = UNSET


class AuxScoreboard(AuxiliaryEvent, frozen=True, tag="aux_scoreboard"):
    data: NamedBoard


class AuxScoreboardTeam(AuxiliaryEvent, frozen=True, tag="aux_scoreboard_team"):
    """The scoreboards of the sender's whole team: `data` is a JSON list in a string."""

    data: EncodedBoards

    def __post_init__(self) -> None:
        decode_boards(self.data)

    @property
    def boards(self) -> list[Board]:
        return decode_boards(self.data)


class AuxAbilities(AuxiliaryEvent, frozen=True, tag="aux_abilities"):
    data: AbilitiesData


class AuxHealth(AuxiliaryEvent, frozen=True, tag="aux_health"):
    data: Health


class AuxAstraTargeting(AuxiliaryEvent, frozen=True, tag="aux_astra_targeting"):
    data: bool


class AuxCypherCam(AuxiliaryEvent, frozen=True, tag="aux_cypher_cam"):
    data: bool


AnyAuxiliaryEvent = (
    AuxScoreboard | AuxScoreboardTeam | AuxAbilities | AuxHealth | AuxAstraTargeting | AuxCypherCam
)
