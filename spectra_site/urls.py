"""The web role's pages."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "Spectra"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("matches.pages_urls")),
]
