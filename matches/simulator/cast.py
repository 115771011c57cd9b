"""Who plays: two invented teams of five invented players, drawn from a seed."""

import uuid
from dataclasses import dataclass
from random import Random

from matches.engine.names import map_name
from matches.simulator.agents import AGENTS, Agent, Role

TEAMS = (
    ("Copper Herons", "CPH"),
    ("Low Tide Union", "LTU"),
    ("Glass Orchard", "GLO"),
    ("Saltworks Row", "SWR"),
    ("Paper Lynx", "PLX"),
    ("Ninth Lantern", "9LN"),
    ("Marble Kites", "MBK"),
    ("Fogbound Post", "FGP"),
)
NAMES = (
    *("Brackenfold", "Tinwhisk", "Ashmoor", "Quarrel", "Lowbeam", "Pebblework", "Wickerby"),
    *("Saltpan", "Ovenbird", "Haarlight", "Murmurk", "Dovetail", "Kilnfire", "Latchkey"),
    *("Mothwing", "Nettlesum", "Oxbowl", "Petrigor", "Quoinstone", "Rookery", "Sundiall"),
    *("Thimblerig", "Umbrell", "Verdigrin", "Windlass", "Yarrowby", "Zephyrine", "Bøkelund"),
    *("Crabapple", "Driftnet", "Emberjay", "Flintlark", "Gorsemere", "Hollowell", "Inkhorn"),
    *("Jackstraw", "Kelpie Jr", "Larchmont", "Millrace", "Nightsedge", "Över Dale", "Pipistrel"),
)
EVENTS = ("Lantern Cup", "Harbour Invitational", "Clockwork Open", "Northlight Series")
MAPS = ("Ascent", "Triad", "Duality", "Bonsai", "Port", "Pitt", "Jam", "Juliett", "Infinityy")
SERIES = 3  # the most maps that are played
LINE_UP = (Role.DUELIST, Role.INITIATOR, Role.CONTROLLER, Role.SENTINEL)


@dataclass(frozen=True, slots=True)
class Player:
    """``skill`` is relative, about 1; ``position`` is the place in the client's list of ten."""

    name: str
    tagline: str
    player_id: str
    agent: Agent
    position: int
    skill: float

    @property
    def search_name(self) -> str:
        """How the observer's client names whom it watches."""
        return f"{self.name} #{self.tagline}"


@dataclass(frozen=True, slots=True)
class Team:
    """``start_team`` is the game's own number: 0 attacks first, 1 defends first."""

    name: str
    tricode: str
    start_team: int
    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class PastMap:
    """A map of the series that is over, with the rounds of the left and the right team."""

    name: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Cast:
    """``teams`` are left and right on the screen; ``map`` is the game's own name."""

    teams: tuple[Team, Team]
    map: str
    event: str
    match_id: str
    past: tuple[PastMap, ...]
    future: tuple[str, ...]


def random_of(seed: int) -> Random:
    """The match's only source of chance."""
    return Random(seed)  # noqa: S311 - a repeatable show, no secret


def draw_cast(rng: Random) -> Cast:
    """Draw from a fresh ``random_of(seed)``, so that the logon and the script agree."""
    names = rng.sample(NAMES, 10)
    left_start = rng.randrange(2)
    drawn = [
        _team(rng, identity, start_team, names[place * 5 : place * 5 + 5])
        for place, (identity, start_team) in enumerate(
            zip(rng.sample(TEAMS, 2), (left_start, 1 - left_start), strict=True)
        )
    ]
    maps = rng.sample(MAPS, SERIES)
    played = rng.choice((0, 1, 1, 2))
    return Cast(
        teams=(drawn[0], drawn[1]),
        map=maps[played],
        event=rng.choice(EVENTS),
        match_id=_id(rng),
        past=_past(rng, maps[:played]),
        future=tuple(map_name(internal) for internal in maps[played + 1 :]),
    )


def _past(rng: Random, maps: list[str]) -> tuple[PastMap, ...]:
    """One map each: a series that somebody has won twice is over."""
    left_first = rng.random() < 0.5
    return tuple(
        PastMap(map_name(internal), 13, rng.randint(4, 11))
        if left_first == (place == 0)
        else PastMap(map_name(internal), rng.randint(4, 11), 13)
        for place, internal in enumerate(maps)
    )


def _team(rng: Random, identity: tuple[str, str], start_team: int, names: list[str]) -> Team:
    name, tricode = identity
    form = rng.gauss(1, 0.08)
    players = tuple(
        Player(
            name=player,
            tagline=rng.choice((tricode, str(rng.randrange(1000, 10_000)))),
            player_id=_id(rng),
            agent=agent,
            position=start_team * 5 + place,
            skill=max(0.6, rng.gauss(form, 0.15)),
        )
        for place, (player, agent) in enumerate(zip(names, _agents(rng), strict=True))
    )
    return Team(name, tricode, start_team, players)


def _agents(rng: Random) -> list[Agent]:
    """One of each role and a second of some role; never the same agent twice in a team."""
    picks = [rng.choice([a for a in AGENTS if a.role is role]) for role in LINE_UP]
    picks.append(rng.choice([a for a in AGENTS if a not in picks]))
    return picks


def _id(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
