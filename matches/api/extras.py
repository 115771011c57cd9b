"""The HTTP extras of port 5101."""

from rest_framework.request import Request
from rest_framework.response import Response

from auth_keys.services import Access, KeyRefused, verify_key
from matches import preview, selectors
from matches.api.views import ApiError, PublicView
from matches.cleaning import GROUP_CODE_HINT, clean_group_code
from spectra_site.clock import now, now_ms

MAX_BODY = 128 * 1024  # bytes


class Status(PublicView):
    """``GET /status``: that the server is up, and how many matches run."""

    def get(self, request: Request) -> Response:
        return Response({"status": "UP", "matchesRunning": selectors.running_matches()})


class CreatePreview(PublicView):
    """``PUT /createPreview``: keeps a preview for ten minutes and answers its code."""

    def put(self, request: Request) -> Response:
        packet = _preview_packet(request.body)
        access = access_of(packet.key or "", refused_with=403)
        return Response({"previewCode": preview.keep(packet, access)})


class Preview(PublicView):
    """``GET /preview/<code>``: the sample match, shaped like match_data."""

    def get(self, request: Request, code: str) -> Response:
        if len(code) != preview.CODE_LENGTH:
            raise ApiError(400, f"A preview code has {preview.CODE_LENGTH} characters.")
        sample = preview.sample_of(code, now_ms()) if preview.is_preview_code(code) else None
        if sample is None:
            raise ApiError(404, "No such preview: they end after 10 minutes. Create it again.")
        return Response(sample)


class OrganisationForKey(PublicView):
    """``GET /getOrgForKey?key=``: whose key it is; all empty for the static key."""

    def get(self, request: Request) -> Response:
        access = access_of(request.query_params.get("key", ""), refused_with=401)
        return Response(
            {
                "id": str(access.organisation_id or ""),
                "name": access.organisation_name,
                "isSupporter": access.is_supporter,
            }
        )


class TeamInfoForCode(PublicView):
    """``GET /getTeamInfoForCode?groupCode=``: the teams of its last finished match."""

    def get(self, request: Request) -> Response:
        group_code = clean_group_code(request.query_params.get("groupCode", ""))
        if not group_code:
            raise ApiError(400, f"Send groupCode: {GROUP_CODE_HINT}.")
        team_info = selectors.team_info_for(group_code, now())
        if team_info is None:
            raise ApiError(404, "No match of this groupCode has finished within the last hour.")
        return Response(team_info)


def _preview_packet(body: bytes) -> preview.PreviewPacket:
    if len(body) > MAX_BODY:
        raise ApiError(400, "The preview is too large: send at most 128 KiB.")
    try:
        return preview.read_packet(body)
    except preview.BadPreviewError as error:
        raise ApiError(400, f"This is no preview. {error}") from error


def access_of(key: str, *, refused_with: int) -> Access:
    """What the observer key allows. Raises ApiError: 400 without one, else the given status."""
    if not key:
        raise ApiError(400, "Send your observer key as `key`.")
    try:
        return verify_key(key, now=now())
    except KeyRefused as refused:
        hint = f"{refused.reason}. Copy it again, or have a new one issued."
        raise ApiError(refused_with, hint) from refused
