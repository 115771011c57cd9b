"""The validator that ends a one-time password when its owner chooses another."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from auth_keys.models import OneTimePassword


class OneTimePasswordValidator:
    """For AUTH_PASSWORD_VALIDATORS: Django tells it of every change, wherever it is made."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuses the one-time password as its own successor."""
        if user and user.pk and _has_one(user) and user.check_password(password):
            raise ValidationError("This is the one-time password.", code="one_time_password")

    def password_changed(self, password: str, user: User | None = None) -> None:
        OneTimePassword.objects.filter(user=user).delete()

    def get_help_text(self) -> str:
        return "Your password can’t be the one-time password of the first set-up."  # noqa: RUF001


def _has_one(user: User) -> bool:
    return OneTimePassword.objects.filter(user=user).exists()
