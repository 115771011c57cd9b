"""Who looks at the communities of the cast.

erin was granted the Harbour guild, frank the Lantern guild: he is the outsider of Harbour. grace is
ADMIN. Each has a password, and erin and grace a Discord id.
"""

from functools import cache
from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from guilds.models import Account, Guild, GuildGrant
from tests.guilds.cast import NOW

PASSWORD = "correct horse battery"
ERIN_ID = 300_000_000_000_000_001
GRACE_ID = 300_000_000_000_000_003


def account(name: str, discord_id: int | None = None, **more: Any) -> Account:
    """A user of this name with PASSWORD, and what the community side knows of them."""
    user = User.objects.create(username=name, password=_hashed())
    return Account.objects.create(user=user, discord_id=discord_id, **more)


def granted(one: Account, guild: Guild, source: str = "hand") -> Account:
    GuildGrant.objects.create(account=one, guild=guild, source=source)
    return one


def contract_claims(**changes: Any) -> dict[str, Any]:
    """The claims that the contract asks for, good for a quarter of an hour; None takes one away."""
    claims = {"discordId": "42", "access": True, "role": "USER", "exp": stamp() + 900, **changes}
    return {name: value for name, value in claims.items() if value is not None}


def signed(claims: dict[str, Any], key: str = "", **options: Any) -> str:
    """A token that somebody else issued who has the secret."""
    return jwt.encode(claims, key or settings.JWT_SECRET, **{"algorithm": "HS256", **options})


def stamp() -> int:
    return int(NOW.timestamp())


@cache
def _hashed() -> str:
    return make_password(PASSWORD)
