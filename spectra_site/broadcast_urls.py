"""The broadcast port has no pages beside its sockets, but for its health."""

from django.urls import path

from spectra_site.health import readyz

urlpatterns = [path("readyz", readyz)]
