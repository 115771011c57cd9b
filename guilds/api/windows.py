"""Lists that are counted anew for each question: over which time, and in pages.

Every page of a list is about the same window, wherever the clock is by then: the cursor holds it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core import signing
from rest_framework import serializers
from rest_framework.request import Request

from guilds.analytics.window import USUAL_DAYS, Window
from spectra_site.api.pages import MOST, USUAL, address_with
from spectra_site.api.parameters import Bound, Parameters, refused
from spectra_site.clock import now

LONGEST = timedelta(days=366)
_SALT = "guilds.api.windows"


class WindowParameters(Parameters):
    def get_fields(self) -> dict[str, Any]:
        # `from` can't be the name of an attribute.
        since = Bound(
            required=False,
            help_text=f"After this moment, or from this day on; {USUAL_DAYS} days before `to`.",
        )
        until = Bound(
            required=False, last=True, help_text="Until this moment, or this day's end; now."
        )
        return {"from": since, "to": until, **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        attrs["window"] = _window(attrs.get("from"), attrs.get("to"))
        return attrs


class ListParameters(WindowParameters):
    cursor = serializers.CharField(
        required=False, help_text="Where to go on: take it from `next` as it is."
    )
    limit = serializers.IntegerField(
        default=USUAL, min_value=1, max_value=MOST, help_text="How many at most."
    )


class Place(NamedTuple):
    """Where in which list: its window, and how many come before."""

    window: Window
    offset: int


def place_of(request: Request, asked: dict[str, Any]) -> Place:
    """Where the question of ListParameters begins; raises ValidationError."""
    if "cursor" not in asked:
        return Place(asked["window"], 0)
    try:
        path, start, end, offset = signing.loads(asked["cursor"], salt=_SALT)
    except signing.BadSignature:
        raise refused("cursor", "It is none of ours.") from None
    if path != request.path:
        raise refused("cursor", "It belongs to another address.")
    return Place(Window(datetime.fromisoformat(start), datetime.fromisoformat(end)), offset)


def page_of(
    request: Request, rows: Sequence[Any], place: Place, limit: int
) -> tuple[str | None, Sequence[Any]]:
    """The address of the next page, or None, and the rows of this one."""
    end = place.offset + limit
    if end >= len(rows):
        return None, rows[place.offset :]
    window = place.window
    position = [request.path, window.start.isoformat(), window.end.isoformat(), end]
    cursor = signing.dumps(position, salt=_SALT)
    return address_with(request, "cursor", cursor), rows[place.offset : end]


def _window(since: datetime | None, until: datetime | None) -> Window:
    end = until or now()
    try:
        start = since or end - timedelta(days=USUAL_DAYS)
        too_long = end - start > LONGEST
    except OverflowError:
        raise refused("to", "It is too early.") from None
    if start >= end:
        raise refused("from", "It is not before the end.")
    if too_long:
        raise refused("from", f"At most {LONGEST.days} days can be asked for at once.")
    return Window(start, end)
