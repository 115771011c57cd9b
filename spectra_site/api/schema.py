"""The OpenAPI document, and the page that shows it."""

from functools import cache
from threading import Lock
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from spectra_site.api.views import JsonAlways
from spectra_site.pages import content_security_policy

# Swagger UI sets styles of its own and draws its icons from data.
_POLICY = content_security_policy(images="'self' data:").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


# The generator does not bear two at once that are the first to ask.
_one_at_a_time = Lock()


def document() -> dict[str, Any]:
    """Made once: it follows from the code alone."""
    with _one_at_a_time:
        return _made()


@cache
def _made() -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return generated


class Schema(APIView):
    """Open to everybody: it says how to ask, not what is there."""

    authentication_classes = []
    permission_classes = []
    renderer_classes = [OpenApiJsonRenderer2]
    content_negotiation_class = JsonAlways
    http_method_names = ["get", "head"]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(document())


class Docs(SpectacularSwaggerSplitView):
    authentication_classes = []
    http_method_names = ["get", "head"]
    url_name = "archive-schema"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        response["Content-Security-Policy"] = _POLICY
        return response
