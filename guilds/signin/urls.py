"""The pages of signing in, `/signin/`. allauth looks for them under these names."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from guilds.signin import views

urlpatterns = [
    path("", views.SignIn.as_view(), name="account_login"),
    path("out/", LogoutView.as_view(next_page="account_login"), name="account_logout"),
    path("discord/", views.to_discord, name="discord_login"),
    path("discord/callback/", views.from_discord, name="discord_callback"),
    path("cancelled/", views.cancelled, name="socialaccount_login_cancelled"),
    path("switched-off/", views.switched_off, name="account_inactive"),
]
