"""The crew's page: players' names and cameras, by the session's link or for staff."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from auth_keys.models import Organisation
from matches import selectors
from matches.cleaning import GROUP_CODE_HINT, clean_full_name, clean_name, typed_group_code
from matches.engine.events.server import MOST_CREW_PLAYERS
from matches.match_pages.cameras import groups_of, listed
from matches.models import PlayercamSession
from matches.selectors import UnknownSession, WrongSecret
from matches.services import playercams
from spectra_site.clock import now
from spectra_site.pages import content_security_policy

PERMISSION = "matches.change_playercamsession"
MOST_CHARACTERS = 160  # in a full name, with room for what a game may come to allow
NUL = "\\u0000"  # what PostgreSQL and the log refuse, also spelt out


class PlayerForm(forms.Form):
    player = forms.CharField(max_length=MOST_CHARACTERS, strip=False)
    shown = forms.CharField(max_length=64, required=False)
    camera = forms.BooleanField(required=False)

    def clean(self) -> None:
        if any(NUL in str(value) for value in self.cleaned_data.values()):
            raise forms.ValidationError("A name can't hold that.")


class CodeForm(forms.Form):
    group_code = forms.CharField(max_length=32)

    def clean_group_code(self) -> str:
        code = typed_group_code(self.cleaned_data["group_code"])
        if not code:
            raise forms.ValidationError(f"A group code has {GROUP_CODE_HINT}.")
        return code


class SessionForm(CodeForm):
    organisation = forms.ModelChoiceField(Organisation.objects.all())


class Refused(Exception):
    """What was asked for can't be done; the text says why."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def crew(request: HttpRequest, identifier: str, secret: str) -> HttpResponse:
    """The page of the crew, which needs only the link."""
    try:
        session = selectors.crew_session(identifier, secret, now())
    except (UnknownSession, WrongSecret) as error:
        status = 403 if isinstance(error, WrongSecret) else 404
        return _shown(request, "match/crew_refused.html", {"wrong": status == 403}, status)
    site = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return _page(request, session, link=f"{site}{request.path}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
def crew_for_staff(request: HttpRequest, identifier: str) -> HttpResponse:
    """The same page without the secret, which nobody can look up."""
    _check_staff(request)
    try:
        session = selectors.playercam_session(identifier, now())
    except UnknownSession:
        return _shown(request, "match/crew_refused.html", {"wrong": False}, 404)
    return _page(request, session, link="")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
def crew_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions that there are, and a new one: its page's address is the crew's link."""
    _check_staff(request)
    form = SessionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        owner, code = form.cleaned_data["organisation"].pk, form.cleaned_data["group_code"]
        session, secret = playercams.create_session(owner, group_code=code, now=now())
        return HttpResponseRedirect(reverse("crew", args=[session.identifier, secret]))
    context = {"form": form, "sessions": selectors.playercam_sessions(now())}
    return _shown(request, "match/crew_sessions.html", context, 400 if form.is_bound else 200)


def may_choose_code(session: PlayercamSession) -> bool:
    """Where anybody may start a session, it must not be led to somebody else's match."""
    return session.organisation_id is not None or settings.REQUIRE_AUTH_KEY


def _check_staff(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _page(request: HttpRequest, session: PlayercamSession, *, link: str) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            _change(session, request.POST)
            return HttpResponseRedirect(request.path)
        except Refused as refused:
            error = str(refused)
    match = selectors.match_followed_by(session)
    context = {
        "session": session,
        "match": match,
        "groups": groups_of(session, match),
        "link": link,
        "may_choose_code": may_choose_code(session),
        "error": error,
    }
    return _shown(request, "match/crew.html", context, 400 if error else 200)


def _change(session: PlayercamSession, posted: Any) -> None:
    """Do what the button says. Raises Refused."""
    if posted.get("do") == "follow":
        if not may_choose_code(session):
            raise Refused("This session is followed by the match whose client names it.")
        form: forms.Form = CodeForm(posted)
        _check(form)
        playercams.follow(session, form.cleaned_data["group_code"], now=now())
        return
    form = PlayerForm(posted)
    _check(form)
    try:
        _change_player(session, posted.get("do"), **form.cleaned_data)
    except playercams.TooManyPlayers as error:
        raise Refused(f"A session lists {MOST_CREW_PLAYERS} players: remove one.") from error
    except PlayercamSession.DoesNotExist as error:
        raise Refused("The session has ended.") from error


def _change_player(
    session: PlayercamSession, do: str | None, *, player: str, shown: str, camera: bool
) -> None:
    if do == "remove":
        playercams.remove_player(session.pk, player, now=now())
        return
    # A name that the game tells is taken as it is: overlays look for exactly that.
    name = player if listed(session, player) else clean_full_name(player)
    if not name:
        raise Refused("Write the player as name#tagline, as the game does.")
    playercams.set_player(session.pk, name, shown=clean_name(shown), camera=camera, now=now())


def _check(form: forms.Form) -> None:
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Content-Security-Policy"] = content_security_policy()
    return response
