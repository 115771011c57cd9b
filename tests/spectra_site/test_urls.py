"""What the web role's pages leave out."""

from django.contrib import admin

from spectra_site import urls


def test_the_admin_shows_no_table_of_a_package_that_holds_tokens_or_secrets() -> None:
    assert urls.urlpatterns
    shown = {model._meta.app_label for model in admin.site._registry}
    assert not shown & {"account", "socialaccount", "token_blacklist"}
