"""The pages that issue, revoke and rotate keys, each with its question before it.

The text of a key is in the answer to the very request that made it, and nowhere else: no
session, no message, no log, no cache.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from auth_keys import services
from auth_keys.admin.forms import IssueForm, OverlapForm
from auth_keys.models import Key, ReadKey
from auth_keys.services import CannotRotate, revoke_key, rotate_key

Keys = Iterable[Key]
KeyAdmin: TypeAlias = "ModelAdmin[Any]"
_NUMBER = re.compile("[0-9]{1,18}")  # no more than a database can compare


def issue(site: KeyAdmin, request: HttpRequest) -> HttpResponse:
    """The form for a new key, then the key."""
    if not site.has_add_permission(request):
        raise PermissionDenied
    form = IssueForm(request.POST or None, initial=request.GET.dict())
    if not form.is_valid():
        return _ask(site, request, "Issue a key", form=form, button="Issue")
    now = timezone.now()
    key, text = services.issue(
        site.model,
        form.cleaned_data["organisation"],
        label=form.cleaned_data["label"],
        created_by=_user(request),
        expires_at=form.expires_at(now),
        now=now,
    )
    site.log_addition(request, key, "Issued.")
    return _show_once(site, request, "Key issued", [(key, text)])


def revoke(site: KeyAdmin, request: HttpRequest, chosen: Keys | None = None) -> HttpResponse:
    """Asks about the keys that were chosen in the list, or by a link; revokes them when told to."""
    keys = _keys(site, request, chosen)
    if chosen is not None or request.method != "POST":
        return _ask(site, request, f"Revoke {_counted(keys)}?", keys=keys, button="Revoke")
    now = timezone.now()
    with transaction.atomic():
        revoked = [key for key in keys if revoke_key(key, now=now)]
        for key in revoked:
            site.log_change(request, key, "Revoked.")
    site.message_user(request, _outcome("revoked", len(revoked), len(keys) - len(revoked)))
    return HttpResponseRedirect(reverse(_list(site)))


def rotate(site: KeyAdmin, request: HttpRequest, chosen: Keys | None = None) -> HttpResponse:
    """Asks how long the old keys stay good, then shows their successors."""
    if not site.has_add_permission(request):
        raise PermissionDenied
    keys = _keys(site, request, chosen)
    told = chosen is None and request.method == "POST"
    form = OverlapForm(request.POST if told else None)
    if not form.is_valid():
        title = f"Rotate {_counted(keys)}?"
        return _ask(site, request, title, keys=keys, form=form, button="Rotate")
    # All or none: a key that was made before a failure would never be shown.
    with transaction.atomic():
        issued = list(_rotated(site, request, keys, form.cleaned_data["overlap"]))
    if not issued:
        site.message_user(request, _outcome("rotated", 0, len(keys)))
        return HttpResponseRedirect(reverse(_list(site)))
    title = _outcome("rotated", len(issued), len(keys) - len(issued))
    return _show_once(site, request, title, issued)


def _rotated(
    site: KeyAdmin, request: HttpRequest, keys: Keys, overlap: Any
) -> Iterable[tuple[Key, str]]:
    now = timezone.now()
    for key in keys:
        try:
            successor, text = rotate_key(key, overlap=overlap, created_by=_user(request), now=now)
        except CannotRotate:
            continue
        site.log_change(request, key, f"Rotated: replaced by {successor.prefix}….")
        site.log_addition(request, successor, f"Issued in place of {key.prefix}….")
        yield successor, text


def _keys(site: KeyAdmin, request: HttpRequest, chosen: Keys | None) -> list[Key]:
    if not site.has_change_permission(request):
        raise PermissionDenied
    if chosen is not None:
        return list(chosen)
    asked = (request.POST if request.method == "POST" else request.GET).getlist("keys")
    numbers = [number for number in asked if _NUMBER.fullmatch(number)]
    keys = list(site.model.objects.select_related("organisation").filter(pk__in=numbers))
    if not keys:
        raise Http404("There are no such keys.")
    return keys


def _ask(
    site: KeyAdmin,
    request: HttpRequest,
    title: str,
    *,
    button: str,
    keys: Keys = (),
    form: Form | None = None,
) -> HttpResponse:
    operation = button.lower()
    context = {"title": title, "operation": operation, "button": button, "keys": keys, "form": form}
    return _page(site, request, "ask.html", context)


def _show_once(
    site: KeyAdmin, request: HttpRequest, title: str, issued: list[tuple[Key, str]]
) -> HttpResponse:
    response = _page(site, request, "shown_once.html", {"title": title, "issued": issued})
    add_never_cache_headers(response)
    return response


def _page(
    site: KeyAdmin, request: HttpRequest, template: str, context: dict[str, Any]
) -> HttpResponse:
    common = {
        **site.admin_site.each_context(request),
        "opts": site.opts,
        "media": site.media,
        "reads": site.model is ReadKey,
    }
    return TemplateResponse(request, f"admin/auth_keys/{template}", {**common, **context})


def _list(site: KeyAdmin) -> str:
    return f"admin:{site.opts.app_label}_{site.opts.model_name}_changelist"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
    return request.user


def _counted(keys: Keys) -> str:
    number = len(list(keys))
    return "this key" if number == 1 else f"these {number} keys"


def _outcome(done: str, number: int, left: int) -> str:
    outcome = f"{number} {'key' if number == 1 else 'keys'} {done}"
    if not left:
        return f"{outcome}."
    return f"{outcome}; {left} left as {'it was' if left == 1 else 'they were'}."
