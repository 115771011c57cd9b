"""What the archive's views have in common."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from matches.api.archive import problems
from matches.api.archive.readers import KeyInHeader, MayRead, StaffSession
from matches.api.archive.throttles import READS
from matches.models import Match
from spectra_site.api.views import JsonAlways


class ArchiveView(APIView):
    """For readers alone, GET and HEAD, always JSON; errors are problem documents."""

    authentication_classes = [KeyInHeader, StaffSession]
    permission_classes = [MayRead]
    throttle_classes: list[type[BaseThrottle]] = READS
    renderer_classes = [JSONRenderer]
    content_negotiation_class = JsonAlways
    http_method_names = ["get", "head"]

    match: Match | None = None
    """The match that the answer is about, once it is known."""

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return problems.answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        is_over = self.match is not None and self.match.status == Match.Status.FINISHED
        if is_over and final.status_code == 200 and isinstance(final, HttpResponse):
            return _if_changed(request, final)
        final.headers.setdefault("Cache-Control", "no-store")
        return final


class NowhereView(ArchiveView):
    """For paths under the API's that nothing answers, by any method that something answers to."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = []
    http_method_names = ["get", "head", "post", "delete"]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        raise NotFound(f"There is nothing here. {reverse('archive-docs')} lists what there is.")

    post = delete = get


def _if_changed(request: Request, response: HttpResponse) -> HttpResponseBase | None:
    """The response with its ETag, or 304 where the caller has it already.

    A finished match can't change by itself, but it can be made anew or anonymised: the ETag goes
    by the content, and a cache has to ask.
    """
    if isinstance(response, Response):
        response.render()
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request._request, etag=etag, response=response)
