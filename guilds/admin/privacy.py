"""The pages that hand out and erase what is known of members. For an ADMIN.

The admin's own log gets no entry: it would keep the name of whoever was erased.
"""

import re
from typing import Any, TypeAlias

from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from guilds.access import is_admin
from guilds.models import Member
from guilds.services.erasing import erase_member, rows_about
from guilds.services.exporting import export_member
from spectra_site.clock import now

MemberAdmin: TypeAlias = "ModelAdmin[Any]"
MOST_AT_ONCE = 100
_NUMBER = re.compile("[0-9]{1,18}")  # no more than a database can compare


def erase(
    site: MemberAdmin, request: HttpRequest, chosen: QuerySet[Member] | None = None
) -> HttpResponse:
    """Says how many rows would go with those that were chosen; erases them when told to."""
    user = _admin(request)
    members = _members(site, request, chosen)
    if chosen is not None or request.method != "POST":
        return _ask(site, request, members)
    rows = sum(erase_member(member, by=user, now=now()) for member in members)
    gone = f"{len(members)} {'member' if len(members) == 1 else 'members'} erased: {rows:,} rows."
    site.message_user(request, gone)
    return HttpResponseRedirect(reverse("admin:guilds_member_changelist"))


def export(site: MemberAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A file with everything."""
    user = _admin(request)
    member = site.get_queryset(request).filter(pk=pk).first()
    if member is None:
        raise Http404("There is no such member.")
    response = JsonResponse(
        export_member(member, by=user, now=now()), json_dumps_params={"indent": 1}
    )
    name = f"member-{member.discord_id}-of-{member.guild_id}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response


def _ask(site: MemberAdmin, request: HttpRequest, members: list[Member]) -> HttpResponse:
    counted = [(member, rows_about(member)) for member in members]
    context = {
        **site.admin_site.each_context(request),
        "opts": site.opts,
        "title": "Erase this member?" if len(members) == 1 else f"Erase {len(members)} members?",
        "members": counted,
        "rows": sum(rows for _, rows in counted),
    }
    return TemplateResponse(request, "admin/guilds/erase.html", context)


def _members(
    site: MemberAdmin, request: HttpRequest, chosen: QuerySet[Member] | None
) -> list[Member]:
    if chosen is None:
        asked = (request.POST if request.method == "POST" else request.GET).getlist("members")
        numbers = [number for number in asked if _NUMBER.fullmatch(number)]
        chosen = site.get_queryset(request).filter(pk__in=numbers)
    members = list(chosen.select_related("guild")[:MOST_AT_ONCE])
    if not members:
        raise Http404("There are no such members.")
    return members


def _admin(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not is_admin(request.user):
        raise PermissionDenied
    return request.user
