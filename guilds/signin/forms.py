from django.contrib.auth.forms import AuthenticationForm

from auth_keys.signing_in import ThrottledForm


class SignInForm(ThrottledForm):
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "No active account has this name and this password.",
    }
