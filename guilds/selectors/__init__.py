"""What the tables say about a guild: each one query, and over a window.

Guilds and members go by their Discord ids. Somebody or something that is not known has no rows.
"""

from .moderation import drift, heatmap, multi_client_logins, new_accounts, presence_timeline
from .talk import channel_diversity, ghosts, lurkers, summary

__all__ = [
    "channel_diversity",
    "drift",
    "ghosts",
    "heatmap",
    "lurkers",
    "multi_client_logins",
    "new_accounts",
    "presence_timeline",
    "summary",
]
