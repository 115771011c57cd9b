"""How allauth's sign-in is fitted to this site."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class SignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    pass
