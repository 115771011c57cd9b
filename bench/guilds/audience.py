"""Brings the dashboards to the site, each with a token of its own."""

import time

import jwt

from bench.guilds.listener import Listener
from bench.guilds.site import JWT_SECRET, Site
from bench.viewers.crowd import IN_FLIGHT, Crowd

FIRST_ID = 500_000_000_000_000_000  # of Discord's, for people with dashboards


Viewer = tuple[str, int]
"""A guild, and the Discord id of somebody who may see it."""


def viewers(guilds: list[str], how_many: int) -> list[Viewer]:
    """In turn over the guilds."""
    return [(guilds[n % len(guilds)], FIRST_ID + n) for n in range(how_many)]


def arrive(crowd: Crowd, site: Site, coming: list[Viewer]) -> list[Listener]:
    """A dashboard for each of them, in both rooms of its guild."""
    listeners: list[Listener] = []
    while len(listeners) < len(coming):
        listeners += _batch(crowd, site, coming, len(listeners))
    return listeners


def _batch(crowd: Crowd, site: Site, coming: list[Viewer], start: int) -> list[Listener]:
    batch = [
        Listener(crowd, site.ports["guilds"], start + place, guild, _token(discord_id))
        for place, (guild, discord_id) in enumerate(coming[start : start + IN_FLIGHT])
    ]
    crowd.run(lambda: all(one.is_ready or one.closed for one in batch), "the rooms")
    if any(one.closed for one in batch):
        raise ConnectionError("the server ended a connection before it was in its rooms")
    return batch


def _token(discord_id: int) -> str:
    claims = {"discordId": str(discord_id), "access": True, "role": "USER"}
    return jwt.encode({**claims, "exp": int(time.time()) + 3_600}, JWT_SECRET)
