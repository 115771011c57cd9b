"""Errors as problem documents (RFC 9457)."""

import logging
import math
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from rest_framework import exceptions
from rest_framework.response import Response

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5


class Problem(exceptions.APIException):
    """An error that a program may want to tell apart: ``kind`` names it, ``more`` are members."""

    kind = ""
    title = ""
    more: dict[str, Any] = {}


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """The answer to what a view raised."""
    path = context["request"].path
    if isinstance(error, exceptions.ValidationError):
        kind, title = "bad-parameters", "Some parameters can't be used"
        return _problem(path, 400, "See errors.", kind, title, errors=_errors(error.detail))
    if isinstance(error, Problem):
        detail = str(error.detail)
        return _problem(path, error.status_code, detail, error.kind, error.title, **error.more)
    if isinstance(error, exceptions.APIException):
        return _problem(path, error.status_code, str(error.detail), headers=_headers(error))
    if isinstance(error, SuspiciousOperation):
        return _problem(path, 400, "The request is larger than this server takes.")
    if isinstance(error, DatabaseError):
        log.error("the database failed", exc_info=error)
        return _problem(path, 503, "The database failed.", headers=_retry(RETRY_AFTER_S))
    log.error("%s failed", path, exc_info=error)
    return _problem(path, 500, "The server failed, and has noted why.")


def _problem(
    path: str,
    status: int,
    detail: str,
    kind: str = "",
    title: str = "",
    *,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    body = {
        "type": f"urn:problem-type:spectra:{kind}" if kind else "about:blank",
        "title": title or HTTPStatus(status).phrase,
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
