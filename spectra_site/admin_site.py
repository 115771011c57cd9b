"""The admin, with our name and a log-in at which guessing is slow."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, HttpResponse

from auth_keys.signing_in import ThrottledForm, with_status


class LogInForm(ThrottledForm, AdminAuthenticationForm):
    """Staff alone, with the throttle before the password."""


class AdminSite(admin.AdminSite):
    site_header = site_title = "Spectra"
    login_form = LogInForm

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return with_status(super().login(request, extra_context))
