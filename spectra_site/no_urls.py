"""The broadcast port has no pages beside its sockets."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
