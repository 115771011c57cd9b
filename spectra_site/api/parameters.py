"""What may stand after the question mark, and how it is read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

DAY = timedelta(days=1)


def refused(field: str, why: str) -> serializers.ValidationError:
    """To be raised: this parameter can't be used, and why."""
    return serializers.ValidationError({field: [why]})


class Parameters(serializers.Serializer[Any]):
    """The parameters of one address. A name that it does not know is refused, not passed over."""

    passes_over_unknown = False

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The values by name, those left out missing; raises ValidationError with the fields."""
        given = request.query_params.dict()
        parameters = cls(data=given)
        parameters.is_valid(raise_exception=True)
        values: dict[str, Any] = parameters.validated_data
        return values

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = set() if self.passes_over_unknown else set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError(
                dict.fromkeys(sorted(unknown), "There is no such parameter here.")
            )
        return attrs


class Text(serializers.CharField):
    def __init__(self, help_text: str) -> None:
        super().__init__(required=False, max_length=64, help_text=help_text)


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(serializers.Field[datetime, str, str, Any]):
    """A point in time: ISO 8601 (UTC where no offset is given), or ms since the epoch."""

    default_error_messages = {"invalid": "Write it as 2026-03-14T18:00:00Z, or as ms since 1970."}

    def to_internal_value(self, data: str) -> datetime:
        try:
            return _moment(data)
        except (ValueError, OverflowError, OSError):
            self.fail("invalid")

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


@extend_schema_field({"type": "string", "format": "date-time"})
class Bound(Moment):
    """A point in time, or a day (UTC): its begin, or with ``last`` its end."""

    default_error_messages = {"invalid": "Write it as 2026-03-14 or 2026-03-14T18:00:00Z."}

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self._last = last

    def to_internal_value(self, data: str) -> datetime:
        day = _day(data)
        if day is None:
            return super().to_internal_value(data)
        begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
        try:
            return begin + DAY if self._last else begin
        except OverflowError:
            self.fail("invalid")


def _moment(text: str) -> datetime:
    if text.isascii() and text.isdecimal():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    found = parse_datetime(text)
    if found is None:
        raise ValueError
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
