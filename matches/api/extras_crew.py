"""What the field's client asks of its makers' other hosts: player cameras, support, sign-in."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from auth_keys.attempts import client_address
from auth_keys.services import Access
from matches import selectors
from matches.api.extras import access_of
from matches.api.views import ApiError, PublicView
from matches.models import PlayercamSession
from matches.services.playercams import create_session
from spectra_site.addresses import same_host
from spectra_site.api.throttles import Throttle
from spectra_site.clock import now

KEY_HEADER = "X-Organization-Key"
SIGN_IN = "This server has no sign-in for the client, and needs none. You can close this tab.\n"


class NewSessions(Throttle):
    """By address: each makes a row."""

    scope = "playercam_sessions"
    rate = "30/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": client_address(request)}


class CreateSession(PublicView):
    """``POST /api/createSession``: a new session of the key's organisation. The body is ignored."""

    throttle_classes = [NewSessions]

    def post(self, request: Request) -> Response:
        key = request.headers.get(KEY_HEADER, "")
        if not key:
            # The client tells its user "invalid key" for 401 and 403 alone.
            raise ApiError(401, f"Send your observer key in the header {KEY_HEADER}.")
        access = access_of(key, refused_with=403)
        session, secret = create_session(access.organisation_id, now=now())
        return Response({"sessionIdentifier": session.identifier, "sessionSecret": secret})


class NamesAndCameras(PublicView):
    """``GET /api/getNameOverridesAndPlayercams/<id>/<secret>``, as servers of matches ask for it.

    They send no key. One that is sent has to be of the session's organisation.
    """

    def get(self, request: Request, identifier: str, secret: str) -> Response:
        session = _session(identifier, secret)
        if key := request.headers.get(KEY_HEADER, ""):
            _check_owner(access_of(key, refused_with=403), session)
        said = selectors.said_by(session)
        return Response(
            {
                "nameOverrides": msgspec.json.encode(said.overrides).decode(),
                "enabledPlayers": list(said.enabled_players),
            }
        )


class SupportPackages(PublicView):
    """``GET /getSupportPackages``: there is nothing to buy here."""

    def get(self, request: Request) -> Response:
        return Response([])


def oauth_callback(request: HttpRequest) -> HttpResponse:
    """`/client/oauth-callback`: where Discord sends the client's user. The code is not used."""
    return HttpResponse(SIGN_IN, content_type="text/plain", headers={"Cache-Control": "no-store"})


def crew_link(request: HttpRequest, identifier: str, secret: str) -> HttpResponse:
    """The client opens its session on the host that made it; the page is on the web port."""
    site = settings.PUBLIC_URL or same_host(request, settings.PORTS["web"])
    path = reverse("crew", args=[identifier, secret], urlconf="matches.pages_urls")
    return HttpResponseRedirect(f"{site}{path}")


def _session(identifier: str, secret: str) -> PlayercamSession:
    try:
        return selectors.crew_session(identifier, secret, now())
    except selectors.UnknownSession as error:
        raise ApiError(404, "No such session: it has ended. Start another one.") from error
    except selectors.WrongSecret as error:
        raise ApiError(403, "This is not the secret of the session.") from error


def _check_owner(access: Access, session: PlayercamSession) -> None:
    if access.organisation_id != session.organisation_id:
        raise ApiError(403, "The session is of another organisation.")
