from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from guilds.attempts import wait_for_password


class SignInForm(AuthenticationForm):
    """Django's, with a limit on how often somebody may guess."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "No active account has this name and this password.",
    }

    def clean(self) -> dict[str, Any]:
        assert self.request is not None  # noqa: S101
        wait = wait_for_password(self.request, self.cleaned_data.get("username", ""))
        if wait:
            raise ValidationError(f"Too many attempts. Try again in {wait} s.", code="too_many")
        return super().clean()
