"""Names of nobody: drawn from words, so that no two people of a community share one."""

from itertools import product
from random import Random

FIRST = (
    "amber", "brisk", "calm", "copper", "crisp", "dapper", "dusty", "early", "fable", "foggy",
    "frosty", "gentle", "golden", "hasty", "humble", "indigo", "jolly", "keen", "late", "lucky",
    "mellow", "misty", "nimble", "odd", "paper", "plain", "quiet", "rapid", "rusty", "silent",
    "silver", "sleepy", "solar", "spare", "tidal", "tiny", "velvet", "wandering", "wild", "winter",
)  # fmt: skip
SECOND = (
    "acorn", "anchor", "badger", "beacon", "birch", "bramble", "brook", "cinder", "comet", "crane",
    "delta", "ember", "falcon", "fern", "finch", "flint", "harbor", "heron", "juniper", "kettle",
    "lantern", "lynx", "maple", "marten", "meadow", "moth", "otter", "pebble", "pine", "quill",
    "raven", "reef", "sparrow", "spruce", "stoat", "thistle", "tundra", "vole", "willow", "wren",
)  # fmt: skip
COMMUNITIES = ("Beacon Hill", "Copper Kettle", "Tidewater", "Lantern Yard", "Foxglove", "Northpier")


def draw_names(rng: Random, count: int) -> list[str]:
    """So many different ones; after the first 1,600 they have a number."""
    plain = [first + second for first, second in product(FIRST, SECOND)]
    rng.shuffle(plain)
    return [
        name if place < len(plain) else f"{name}{place // len(plain) + 1}"
        for place, name in ((place, plain[place % len(plain)]) for place in range(count))
    ]


def draw_newcomer(rng: Random) -> str:
    """Never the name of somebody of the cast."""
    return f"{rng.choice(FIRST)}_{rng.choice(SECOND)}{rng.randrange(10, 100)}"
