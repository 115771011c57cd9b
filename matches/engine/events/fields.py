"""The types of the fields that events carry, each with the range that is sane for it.

Nothing outside these ranges enters a match, so that no client can make its state grow
without bound or put nonsense on air.
"""

from typing import Annotated, TypeVar

from msgspec import Meta, UnsetType

T = TypeVar("T")


def known(told: T | UnsetType, before: T) -> T:
    """What was told; what was known before where nothing was, or nothing that can be read."""
    return before if isinstance(told, UnsetType) else told


Name = Annotated[str, Meta(max_length=64)]
Identifier = Annotated[str, Meta(max_length=64)]
MatchId = Annotated[str, Meta(min_length=1, max_length=64)]
InternalName = Annotated[str, Meta(max_length=64)]
Phase = Annotated[str, Meta(max_length=32)]
SearchName = Annotated[str, Meta(max_length=160)]
FullName = Annotated[str, Meta(max_length=160)]

RoundNumber = Annotated[int, Meta(ge=0, le=200)]
Count = Annotated[int, Meta(ge=0, le=999)]
Money = Annotated[int, Meta(ge=0, le=99_999)]
UltPoints = Annotated[int, Meta(ge=0, le=30)]
# An index outside the table is legal: it means an armour without a name.
ArmorIndex = Annotated[int, Meta(ge=-1, le=255)]
Position = Annotated[int, Meta(ge=0, le=99)]
Rank = Annotated[int, Meta(ge=0, le=999)]
Charges = Annotated[int, Meta(ge=0, le=99)]
Health = Annotated[int, Meta(ge=0, le=500)] | Annotated[float, Meta(ge=0, le=500)]

# Older recordings hold it as a string.
StartTeam = Annotated[int, Meta(ge=0, le=255)] | Annotated[str, Meta(pattern="^[0-9]{1,3}$")]

Assists = Annotated[list[InternalName], Meta(max_length=16)]
EncodedBoards = Annotated[str, Meta(max_length=16_384)]

ToastTitle = Annotated[str, Meta(max_length=256)]
ToastMessage = Annotated[str, Meta(max_length=2_000)]
_DAY_MS = 86_400_000
ToastDuration = (
    Annotated[int, Meta(ge=0, le=_DAY_MS)] | Annotated[float, Meta(ge=0, le=_DAY_MS)] | None
)

# What a hotkey sends says nothing: any scalar will do, `true` is usual.
Scalar = (
    bool
    | Annotated[int, Meta(ge=-(2**53), le=2**53)]
    | float
    | Annotated[str, Meta(max_length=256)]
    | None
)
