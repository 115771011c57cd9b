"""A community under test: alice, bob and charlie are in the Harbour guild; dana in another."""

from datetime import UTC, datetime, timedelta

from guilds.values import DISCORD_EPOCH, Channel, Who

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
HARBOUR = 100_000_000_000_000_001
LANTERN = 100_000_000_000_000_002
NOWHERE = 100_000_000_000_000_003
GENERAL = Channel(200_000_000_000_000_001, "general")
CLIPS = Channel(200_000_000_000_000_002, "clips")
LOUNGE = Channel(200_000_000_000_000_003, "lounge")


def born(at: datetime, number: int = 0) -> int:
    """The Discord id of an account that was made then."""
    return ((at - DISCORD_EPOCH) // timedelta(milliseconds=1) << 22) + number


def person(name: str, age: timedelta = timedelta(days=400), number: int = 0) -> Who:
    """Somebody whose account had this age at NOW."""
    return Who(born(NOW - age, number), name, name.capitalize())


ALICE = person("alice", number=1)
BOB = person("bob", number=2)
CHARLIE = person("charlie", timedelta(days=3), number=3)
DANA = person("dana", number=4)
