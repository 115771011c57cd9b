"""What an auxiliary client sends: `{playerId, matchId, type, data}`, one class per type."""

from typing import Any, ClassVar

from msgspec import UNSET, Struct, UnsetType

from .boards import Board, NamedBoard, are_exact, decode_boards, read_boards
from .fields import Charges, EncodedBoards, Health, Identifier
from .odd import Odd


class AuxiliaryEvent(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """The envelope that all of an auxiliary client's events share."""

    if_unreadable: ClassVar[dict[str, Any]] = {"player_id": "", "match_id": ""}

    player_id: Identifier
    match_id: Identifier

    @property
    def can_be_placed(self) -> bool:
        """Whether it can be told whom or what the event is about."""
        return True


class AbilitiesData(Struct, frozen=True, kw_only=True):
    """Charges left per ability; one that is absent has not changed."""

    grenade: Charges | UnsetType = UNSET
    ability_1: Charges | UnsetType = UNSET
    ability_2: Charges | UnsetType = UNSET


class AuxScoreboard(AuxiliaryEvent, frozen=True, tag="aux_scoreboard"):
    data: NamedBoard

    @property
    def can_be_placed(self) -> bool:
        return self.data.can_be_placed


class AuxScoreboardTeam(AuxiliaryEvent, frozen=True, tag="aux_scoreboard_team"):
    """The scoreboards of the sender's whole team: `data` is a JSON list in a string."""

    data: EncodedBoards

    @property
    def is_exact(self) -> bool:
        """Whether the list holds what it should, and nothing has to be read into it."""
        return are_exact(self.data)

    @staticmethod
    def read_data(sent: Any, oddities: list[Odd]) -> str:
        return read_boards(sent, oddities)

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
