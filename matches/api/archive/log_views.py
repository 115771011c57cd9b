"""What a match's log tells: its events, its state at any moment, and the log itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from matches.api.archive import examples
from matches.api.archive.describing import DAMAGED, NOT_FOUND, PRUNED, described
from matches.api.archive.problems import Pruned
from matches.api.archive.readers import reader_of
from matches.api.archive.throttles import DOWNLOADS
from matches.api.archive.views import ArchiveView
from matches.engine.view import public_view
from matches.models import Match, MatchEvent
from matches.services import states
from matches.services.log import from_ms
from matches.services.recording import LoggedEvent, events, recording
from spectra_site.api.describing import paged
from spectra_site.api.pages import MOST, USUAL, address_with
from spectra_site.api.parameters import Moment, Parameters, refused
from spectra_site.clock import now

LOG_PROBLEMS = (NOT_FOUND, DAMAGED, PRUNED)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class EventParameters(Parameters):
    after = serializers.IntegerField(
        default=0, min_value=0, help_text="Only events after this number."
    )
    limit = serializers.IntegerField(
        default=USUAL, min_value=1, max_value=MOST, help_text="How many at most."
    )


class StateParameters(Parameters):
    seq = serializers.IntegerField(
        required=False, min_value=0, help_text="After the event of this number; 0: before any."
    )
    at = Moment(required=False, help_text="At this moment.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "seq" in attrs and "at" in attrs:
            raise refused("at", "Ask for `seq` or for `at`, not for both.")
        return super().validate(attrs)


class EventSerializer(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=MatchEvent.Source.choices
    )
    sender = serializers.CharField(
        allow_null=True, help_text="Name of the observer, Riot ID of the auxiliary client's player."
    )
    type = serializers.CharField()
    data = serializers.JSONField(  # type: ignore[assignment]
        allow_null=True, help_text="As it was sent; null where the type has none."
    )


class StateSerializer(serializers.Serializer[Any]):
    """What overlays get as `match_data`; docs/sockets.md lists every key."""

    matchId = serializers.CharField(allow_blank=True)  # noqa: N815
    groupCode = serializers.CharField()  # noqa: N815
    roundNumber = serializers.IntegerField()  # noqa: N815
    roundPhase = serializers.CharField()  # noqa: N815
    teams = serializers.ListField(child=serializers.DictField())


class EventList(ArchiveView):
    @described(
        "events",
        "The events, in order of their numbers",
        paged(EventSerializer, "Event"),
        example=examples.page(examples.EVENT),
        parameters=[EventParameters],
        problems=LOG_PROBLEMS,
    )
    def get(self, request: Request, id: int) -> Response:
        asked = EventParameters.read(request)
        match = self.match = _match_with_log(request, id)
        _within("after", asked["after"], match)
        found = events(match, **asked)
        last = found[-1].seq if found else match.last_seq
        following = address_with(request, "after", str(last)) if last < match.last_seq else None
        return Response({"next": following, "results": [_shown(event) for event in found]})


class State(ArchiveView):
    @described(
        "state",
        "The public state at a moment; the newest, where none is named",
        StateSerializer,
        parameters=[StateParameters],
        problems=LOG_PROBLEMS,
        more="The body of `match_data`, as overlays got it; docs/sockets.md lists every key. "
        "Content-Location is its own address, where it was not asked for by a time.",
    )
    def get(self, request: Request, id: int) -> Response:
        asked = StateParameters.read(request)
        match = self.match = _match_with_log(request, id)
        moment = _moment(match, asked)
        location = f"{request.path}?seq={moment.seq}"
        headers = {} if "at" in asked else {"Content-Location": location}
        return Response(public_view(moment.state), headers=headers)


class Replay(ArchiveView):
    throttle_classes = DOWNLOADS

    @described(
        "replay",
        "The whole log as a recording",
        OpenApiTypes.BINARY,
        media_type="application/octet-stream",
        problems=LOG_PROBLEMS,
        more="A header and the events, JSON objects with a comma and a line's end between them.",
    )
    def get(self, request: Request, id: int) -> HttpResponse:
        Parameters.read(request)
        match = self.match = _match_with_log(request, id)
        name = f"{match.group_code}-{match.pk}.replay"
        return HttpResponse(
            recording(match),
            content_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _match_with_log(request: Request, id: int) -> Match:
    match = reader_of(request).match(id)
    if match.events_pruned_at is not None:
        raise Pruned()
    return match


def _moment(match: Match, asked: dict[str, Any]) -> states.Moment:
    if "at" in asked:
        return states.at_time(match, _ms(asked["at"], match))
    seq = asked.get("seq", match.last_seq)
    _within("seq", seq, match)
    return states.at_seq(match, seq)


def _within(field: str, seq: int, match: Match) -> None:
    if seq > match.last_seq:
        raise refused(field, f"The newest event is {match.last_seq}.")


def _ms(at: datetime, match: Match) -> int:
    """The moment in ms since the epoch, if it is one of the match."""
    first, last = match.started_at, match.ended_at or now()
    if not first <= at <= last:
        raise refused("at", f"The match lasts from {first.isoformat()} to {last.isoformat()}.")
    return (at - _EPOCH) // _MS


def _shown(event: LoggedEvent) -> dict[str, Any]:
    packet = event.packet
    return {
        "seq": event.seq,
        "received_at": from_ms(event.received_ms),
        "source": event.source,
        "sender": packet.get("obsName") or packet.get("playerId"),
        "type": packet["type"],
        "data": packet.get("data"),
    }
