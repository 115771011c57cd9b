"""What the pages for people have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def content_security_policy(
    *,
    images: str = "'self'",
    connect: str = "'self'",
    frames: str = "'none'",
    forms: str = "'self'",
) -> str:
    """A policy that allows our own files, and no inline script or style.

    `frames` are the pages that this one may show in frames.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src {images}; connect-src {connect}; frame-src {frames}; "
        f"base-uri 'none'; form-action {forms}; frame-ancestors 'none'"
    )


def page(view: View) -> View:
    """A page for GET and HEAD alone, never cached, under a strict policy unless it sets its own."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", content_security_policy())
        return response

    return require_safe(never_cache(answer))
