"""The web role's pages."""

from django.contrib import admin
from django.urls import include, path

from spectra_site.health import readyz

admin.site.site_header = admin.site.site_title = "Spectra"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("readyz", readyz),
    path("api/v1/", include("matches.api.urls")),
    path("", include("matches.pages_urls")),
]
