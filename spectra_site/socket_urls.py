"""Ports of sockets alone have no pages beside them, but for their health."""

from django.urls import path

from spectra_site.health import readyz

urlpatterns = [path("readyz", readyz)]
