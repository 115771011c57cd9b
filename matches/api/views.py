"""What the public JSON views have in common."""

import logging
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from spectra_site.api.views import JsonAlways

log = logging.getLogger(__name__)


class ApiError(exceptions.APIException):
    """An answer other than a good one: its status, and what the caller can do about it."""

    def __init__(self, status: int, hint: str) -> None:
        super().__init__(hint)
        self.status_code = status


class PublicView(APIView):
    """Open to everybody, JSON only, kept by no cache; every error is ``{"error": hint}``."""

    authentication_classes = []
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = JsonAlways

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, exceptions.APIException):
            return Response({"error": str(exc.detail)}, exc.status_code)
        if isinstance(exc, SuspiciousOperation):
            return Response({"error": "The request is larger than this server takes."}, 400)
        if isinstance(exc, DatabaseError):
            log.error("the database failed", exc_info=exc)
            return Response({"error": "The database can't be reached. Try again soon."}, 503)
        return super().handle_exception(exc)

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """For paths that nothing answers."""
    return JsonResponse({"error": "There is nothing at this address."}, status=404)


def broken(request: HttpRequest) -> JsonResponse:
    """For what nobody foresaw; Django has logged it."""
    return JsonResponse({"error": "The server failed. Try again soon."}, status=500)
