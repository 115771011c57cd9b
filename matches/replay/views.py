"""`/matches/<id>/replay`: play a finished match again, see how it goes, stop it."""

from django import forms
from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from matches import selectors
from matches.cleaning import GROUP_CODE_HINT, typed_group_code
from matches.match_pages.sides import sides_of
from matches.models import Match
from matches.replay.keys import borrow_key
from matches.replay.running import Plan, replays
from matches.replay.script import ReplayError, logon_of, script_of
from matches.simulator.speed import parse_speed
from spectra_site.pages import content_security_policy

PERMISSION = "auth_keys.add_observerkey"
"""A replay opens a match with a key of its organisation: it is for those who may issue one."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (names of addresses, bound nowhere)


class ReplayForm(forms.Form):
    group_code = forms.CharField(
        max_length=32, help_text="Overlays of this code show it. Not one that is live."
    )
    speed = forms.CharField(
        max_length=16, initial="1", help_text="1 is real time; a number, or max."
    )
    from_round = forms.IntegerField(
        min_value=1, required=False, help_text="Everything before it is sent at once."
    )

    def clean_group_code(self) -> str:
        code = typed_group_code(str(self.cleaned_data["group_code"]))
        if not code:
            raise forms.ValidationError(f"It has {GROUP_CODE_HINT}.")
        if selectors.live_match(code):
            raise forms.ValidationError("A match of this code is live: choose another.")
        return code

    def clean_speed(self) -> float:
        try:
            return parse_speed(self.cleaned_data["speed"])
        except ValueError as error:
            raise forms.ValidationError("A number above 0, or max.") from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
def replay_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what this process plays at the moment."""
    match = get_object_or_404(Match.objects.select_related("organisation"), pk=pk)
    may = isinstance(request.user, User) and request.user.has_perm(PERMISSION)
    form = ReplayForm(request.POST if request.method == "POST" else None)
    if may and request.method == "POST" and _done(request, match, form):
        return HttpResponseRedirect(request.path)
    context = {
        "match": match,
        "sides": sides_of(match),
        "may": may,
        "form": form,
        "replays": replays.listed(),
        "rounds": match.rounds.count(),
    }
    response = render(request, "match/replay.html", context, status=200 if may else 403)
    response["Content-Security-Policy"] = content_security_policy()
    return response


def _done(request: HttpRequest, match: Match, form: ReplayForm) -> bool:
    """Whether what was asked for could be done; else the form says why not."""
    if "stop" in request.POST:
        replays.stop(request.POST["stop"])
        return True
    if not form.is_valid():
        return False
    try:
        _start(request, match, **form.cleaned_data)
    except ReplayError as error:
        form.add_error(None, str(error))
        return False
    return True


def _start(
    request: HttpRequest, match: Match, *, group_code: str, speed: float, from_round: int | None
) -> None:
    assert isinstance(request.user, User)  # noqa: S101  (nobody else has the permission)
    script = script_of(match, group_code, from_round)
    key, give_back = borrow_key(match, request.user)
    replays.start(
        Plan(
            match_pk=match.pk,
            url=ingest_url(),
            logon=logon_of(match, group_code, key),
            steps=script.steps,
            notes=script.notes,
            speed=speed,
            started_by=request.user.get_username(),
            over=give_back,
        )
    )


def ingest_url() -> str:
    """The ingest port as this process reaches it: on the same machine."""
    tls = settings.SERVER_KEY and not settings.INSECURE
    host = "localhost" if settings.BIND in EVERYWHERE else settings.BIND
    host = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{host}:{settings.PORTS['ingest']}"
