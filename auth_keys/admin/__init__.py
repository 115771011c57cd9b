"""Organisations and keys in the admin."""

from auth_keys.admin.keys import ObserverKeyAdmin, ReadKeyAdmin
from auth_keys.admin.organisations import OrganisationAdmin

__all__ = ["ObserverKeyAdmin", "OrganisationAdmin", "ReadKeyAdmin"]
