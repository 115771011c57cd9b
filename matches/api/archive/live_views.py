"""What is on air."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from matches.api.archive import examples
from matches.api.archive.describing import described
from matches.api.archive.readers import reader_of
from matches.api.archive.serializers import number, text
from matches.api.archive.views import ArchiveView
from matches.live.board import row_of
from matches.models import Match
from spectra_site.api.parameters import Parameters


class LiveTeamSerializer(serializers.Serializer[Any]):
    name = text()
    score = number(null=True)


class LiveSerializer(serializers.Serializer[Any]):
    """Figures are null while no process reports the match."""

    id = number()
    organisation = text("Slug.")
    group_code = serializers.CharField()
    teams = LiveTeamSerializer(many=True, help_text="Left, right.")
    round_number = number(null=True)
    phase = text()
    observers = number(null=True)
    auxiliaries = number(null=True)
    viewers = number("Overlays that watch the code.")
    events_per_second = serializers.FloatField(allow_null=True)
    last_event_at = serializers.DateTimeField()
    replay_of = number("Number of the match that this one plays again.", null=True)


class LiveListSerializer(serializers.Serializer[Any]):
    results = LiveSerializer(many=True)


class LiveList(ArchiveView):
    @described(
        "live",
        "The live matches with their figures, the newest first",
        LiveListSerializer,
        example={"results": [examples.LIVE]},
    )
    def get(self, request: Request) -> Response:
        Parameters.read(request)
        live = reader_of(request).matches().filter(status=Match.Status.LIVE)
        return Response({"results": [_shown(match) for match in live.order_by("-started_at")]})


def _shown(match: Match) -> dict[str, Any]:
    row = row_of(match)
    names, scores = row.teams or (None, None), row.score or (None, None)
    return {
        "id": row.pk,
        "organisation": match.organisation.slug if match.organisation else None,
        "group_code": row.group_code,
        "teams": [
            {"name": name, "score": score} for name, score in zip(names, scores, strict=True)
        ],
        "round_number": row.round_number,
        "phase": row.phase,
        "observers": row.observers,
        "auxiliaries": row.auxiliaries,
        "viewers": row.viewers,
        "events_per_second": row.events_per_second,
        "last_event_at": row.last_event_at,
        "replay_of": row.replay_of,
    }
