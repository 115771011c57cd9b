"""What the views of communities have in common."""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from guilds.access import Claims
from guilds.api.callers import Session, SomebodyKnown, TokenInHeader, caller_of
from spectra_site.api import problems
from spectra_site.api.throttles import Throttle
from spectra_site.api.views import JsonAlways

LONGEST_BODY = 16 * 1024  # bytes


class TooLarge(APIException):
    status_code = 413
    default_detail = "The request is larger than this server takes."


class SmallJson(BaseParser):
    """JSON of a few fields: no byte is read that nobody needs, nothing is too deep."""

    media_type = "application/json"

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        body = stream.read(LONGEST_BODY + 1)
        if len(body) > LONGEST_BODY:
            raise TooLarge
        try:
            return msgspec.json.decode(body)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise ParseError("This is no JSON.") from error


class Reads(Throttle):
    """How often one caller may ask: the queries are made in the process that may be on air."""

    scope = "guilds"
    rate = "120/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        caller = caller_of(request)
        if isinstance(caller, Claims) and caller.user_id is None:
            who = f"discord {caller.discord_id}"
        else:
            who = f"user {caller.user_id if isinstance(caller, Claims) else caller.pk}"
        return f"guilds:{hashlib.sha256(who.encode()).hexdigest()}"


class JsonView(APIView):
    """Always JSON, kept by no cache; errors are problem documents."""

    renderer_classes = [JSONRenderer]
    parser_classes = [SmallJson]
    content_negotiation_class = JsonAlways

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return problems.answer

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class GuildView(JsonView):
    """For those who may see a guild, and for that guild alone."""

    authentication_classes = [TokenInHeader, Session]
    permission_classes = [SomebodyKnown]
    throttle_classes = [Reads]
    http_method_names = ["get", "head"]
