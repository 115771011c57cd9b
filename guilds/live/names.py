"""The rooms of communities, and the bus's groups that they use, named here and nowhere else."""

LIVES = "guild.lives"  # who stores events -> every process with rooms
CHANGES = "guild.changes"  # who stores events -> every process with rooms
WITHDRAWN = "guild.withdrawn"  # who takes a grant -> every process with rooms
ANALYTICS = "guild.analytics"  # the process that counted -> every process with rooms
LISTENERS = "guild.listeners"  # every process with rooms -> those that show figures


def guild_room(guild_id: int) -> str:
    return f"guild:{guild_id}"


def analytics_room(guild_id: int) -> str:
    return f"analytics:{guild_id}"


def guild_of(room: str) -> int:
    """The guild whose room it is."""
    return int(room.rpartition(":")[2])
