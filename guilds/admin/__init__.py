"""Communities in the admin.

Whoever may come in sees the guilds that they may see elsewhere too; who may see what, and what
was done about it, is for an ADMIN.
"""

from guilds.admin.accounts import AccountAdmin, AuditEntryAdmin, GuildGrantAdmin
from guilds.admin.events import EventAdmin
from guilds.admin.guilds import GuildAdmin
from guilds.admin.members import MemberAdmin

__all__ = [
    "AccountAdmin",
    "AuditEntryAdmin",
    "EventAdmin",
    "GuildAdmin",
    "GuildGrantAdmin",
    "MemberAdmin",
]
