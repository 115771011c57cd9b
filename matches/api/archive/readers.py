"""Who asks, and what may be read by whom."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from auth_keys.models import Organisation
from auth_keys.services import KeyRefused, verify_read_key
from matches.models import Match
from spectra_site.clock import now

SCHEME = "Bearer"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read: with a key its organisation's matches, staff without one all."""

    organisation: Organisation | None
    key_id: int | None

    def matches(self) -> QuerySet[Match]:
        """The one way to any match: there are no others for this reader."""
        listed = Match.objects.select_related("organisation").defer("setup", "team_info")
        if self.organisation is None:
            return listed
        return listed.filter(organisation=self.organisation)

    def match(self, pk: int) -> Match:
        """Raises NotFound, for a match of others as for none at all."""
        found = self.matches().filter(pk=pk).first()
        if found is None:
            raise NotFound("There is no such match.")
        return found

    def organisations(self) -> QuerySet[Organisation]:
        if self.organisation is None:
            return Organisation.objects.all()
        return Organisation.objects.filter(pk=self.organisation.pk)


Authenticated = tuple[Any, Reader]


class KeyInHeader(BaseAuthentication):
    """``Authorization: Bearer spectra_…``."""

    def authenticate(self, request: Request) -> Authenticated | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        return _holder_of(key)

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class KeyInAddress(BaseAuthentication):
    """``?key=spectra_…``, for overlays: all that they can be given is an address."""

    def authenticate(self, request: Request) -> Authenticated | None:
        key = request.query_params.get("key")
        return None if key is None else _holder_of(key)


class StaffSession(SessionAuthentication):
    """Somebody who is logged on to the admin; anybody else's session counts for nothing."""

    def authenticate(self, request: Request) -> Authenticated | None:
        known = super().authenticate(request)
        if known is None or not known[0].is_staff:
            return None
        return known[0], Reader(organisation=None, key_id=None)


class MayRead(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Reader)


def reader_of(request: Request) -> Reader:
    """Who asks; MayRead has let nobody else in."""
    assert isinstance(request.auth, Reader)  # noqa: S101
    return request.auth


def _holder_of(key: str) -> Authenticated:
    try:
        found = verify_read_key(key, now=now())
    except KeyRefused as refused:
        hint = f"{refused.reason}: send a read key of your organisation."
        raise AuthenticationFailed(hint) from refused
    return AnonymousUser(), Reader(organisation=found.organisation, key_id=found.pk)
