"""The web role's pages."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.urls import include, path
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from spectra_site.health import readyz

# Tables of packages that nobody has to look into, some of which hold what lets somebody in.
admin.site.unregister(
    [BlacklistedToken, EmailAddress, OutstandingToken, SocialAccount, SocialApp, SocialToken]
)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("readyz", readyz),
    path("api/v1/", include("guilds.api.urls")),
    path("api/v1/", include("matches.api.urls")),
    path("signin/", include("guilds.signin.urls")),
    path("", include("guilds.pages_urls")),
    path("", include("matches.pages_urls")),
]
