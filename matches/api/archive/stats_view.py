"""``/getStats``: the last match of a groupCode, for the field's breakdown overlays."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from matches.api.archive import examples
from matches.api.archive.breakdown import breakdown
from matches.api.archive.describing import NOT_FOUND, described
from matches.api.archive.readers import KeyInAddress, KeyInHeader, StaffSession, reader_of
from matches.api.archive.views import ArchiveView
from matches.cleaning import GROUP_CODE_HINT, clean_group_code
from matches.models import Match
from spectra_site.api.parameters import Parameters


class GroupCode(serializers.CharField):
    def __init__(self) -> None:
        super().__init__(max_length=32, help_text="The groupCode, in the spelling of the match.")

    def to_internal_value(self, data: Any) -> str:
        code = clean_group_code(super().to_internal_value(data))
        if not code:
            raise serializers.ValidationError(GROUP_CODE_HINT)
        return code


class StatsParameters(Parameters):
    """The field's overlays send more than is asked for here."""

    passes_over_unknown = True

    code = GroupCode()


class StatsSerializer(serializers.Serializer[Any]):
    status = serializers.IntegerField()
    data = serializers.DictField()  # type: ignore[assignment]


class Stats(ArchiveView):
    authentication_classes = [KeyInHeader, KeyInAddress, StaffSession]

    @described(
        "getStats",
        "The last finished match of a groupCode, for the field's breakdown overlays",
        StatsSerializer,
        example=examples.STATS,
        parameters=[StatsParameters],
        problems=[NOT_FOUND],
        more="The key may also be given as `?key=`: an overlay has nothing but an address.",
    )
    def get(self, request: Request) -> Response:
        code = StatsParameters.read(request)["code"]
        finished = (
            reader_of(request).matches().filter(group_code=code, status=Match.Status.FINISHED)
        )
        self.match = finished.order_by("-ended_at").first()
        if self.match is None:
            raise NotFound("No match of this groupCode has finished.")
        return Response(breakdown(self.match))
