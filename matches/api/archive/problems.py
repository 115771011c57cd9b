"""Errors as problem documents (RFC 9457)."""

import logging
import math
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from rest_framework import exceptions
from rest_framework.response import Response

from matches.services.states import DamagedError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5


class Pruned(exceptions.APIException):
    """The match's archive is kept, its log is not."""

    status_code = HTTPStatus.GONE
    default_detail = "The events of this match were deleted; its archive is kept."


# What a program may want to tell apart; otherwise the status says it all.
_TYPES = {
    HTTPStatus.BAD_REQUEST: ("bad-parameters", "Some parameters can't be used"),
    HTTPStatus.CONFLICT: ("damaged-log", "The log of the match is damaged"),
    HTTPStatus.GONE: ("pruned-log", "The log of the match was deleted"),
}


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """The answer to what a view raised."""
    path = context["request"].path
    if isinstance(error, exceptions.ValidationError):
        return _problem(path, 400, "See errors.", errors=_errors(error.detail))
    if isinstance(error, exceptions.APIException):
        return _problem(path, error.status_code, str(error.detail), headers=_headers(error))
    if isinstance(error, DamagedError):
        detail = f"Event {error.seq} can't be read. Everything before it can."
        return _problem(path, 409, detail, seq=error.seq)
    if isinstance(error, SuspiciousOperation):
        return _problem(path, 400, "The request is larger than this server takes.")
    if isinstance(error, DatabaseError):
        log.error("the database failed", exc_info=error)
        return _problem(path, 503, "The database failed.", headers=_retry(RETRY_AFTER_S))
    log.error("%s failed", path, exc_info=error)
    return _problem(path, 500, "The server failed, and has noted why.")


def _problem(
    path: str, status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    known = HTTPStatus(status)
    name, title = _TYPES.get(known, ("", known.phrase))
    body = {
        "type": f"urn:problem-type:spectra:{name}" if name else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": path,
        **more,
    }
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def _errors(detail: Any) -> list[dict[str, str]]:
    return [
        {"field": field, "detail": str(text)} for field, texts in detail.items() for text in texts
    ]


def _headers(error: exceptions.APIException) -> dict[str, str]:
    wait: float | None = getattr(error, "wait", None)
    if wait is not None:
        return _retry(math.ceil(wait))
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return {"WWW-Authenticate": str(getattr(error, "auth_header", ""))}
    return {}


def _retry(seconds: int) -> dict[str, str]:
    return {"Retry-After": str(seconds)}
