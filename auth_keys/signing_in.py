"""Signing in with a name and a password: at most so many attempts a minute, on every page."""

from typing import Any, TypeVar

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase

from auth_keys.attempts import wait_for_password


class ThrottledForm(AuthenticationForm):
    """Django's form, which looks at no password after too many attempts: see `wait_s`."""

    wait_s = 0

    def clean(self) -> dict[str, Any]:
        assert self.request is not None  # noqa: S101
        self.wait_s = wait_for_password(self.request, self.cleaned_data.get("username", ""))
        if self.wait_s:
            raise ValidationError(
                f"Too many attempts. Try again in {self.wait_s} s.", code="too_many"
            )
        return super().clean()


Page = TypeVar("Page", bound=HttpResponseBase)


def with_status(page: Page) -> Page:
    """The page of a log-in view: 429 with the seconds to wait where its form refused to look."""
    form = (getattr(page, "context_data", None) or {}).get("form")
    if isinstance(form, ThrottledForm) and form.wait_s:
        page.status_code = 429
        page.headers["Retry-After"] = str(form.wait_s)
    return page
