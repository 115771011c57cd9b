"""Matches in the admin."""

from matches.admin.matches import MatchAdmin

__all__ = ["MatchAdmin"]
