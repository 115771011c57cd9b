"""How long the parts of a match take, and how long a match is."""

from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pace:
    """Durations, all in seconds; a pair is the shortest and the longest."""

    agent_select: float
    first_buy: float
    buy: float
    elimination: Range  # from the start of combat to the last kill
    plant: Range  # from the start of combat to the plant
    after_plant: Range  # from the plant to the last kill or the defusal
    after_round: float
    camera: Range  # between two cuts of the observer
    timeout: int
    tech_pause: Range
    clock_may_run_out: bool
    detonation_weight: int  # of 100 rounds that the attackers win


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to play: ``wire`` is the name that the ``game_mode`` event gives it."""

    wire: str
    rounds_to_win: int
    has_overtime: bool

    @property
    def rounds_per_half(self) -> int:
        return self.rounds_to_win - 1


REAL = Pace(
    agent_select=70,
    first_buy=44,
    buy=29.5,
    elimination=(25, 88),
    plant=(22, 72),
    after_plant=(10, 34),
    after_round=7,
    camera=(3, 8),
    timeout=60,
    tech_pause=(30, 90),
    clock_may_run_out=True,
    detonation_weight=20,
)
DEMO = Pace(
    agent_select=4,
    first_buy=8,
    buy=10,
    elimination=(18, 32),
    plant=(11, 18),
    after_plant=(11, 22),
    after_round=4.5,
    camera=(2, 5),
    timeout=15,
    tech_pause=(8, 12),
    clock_may_run_out=False,
    detonation_weight=8,
)

BOMB = Mode("bomb", rounds_to_win=13, has_overtime=True)
SWIFT = Mode("swift", rounds_to_win=5, has_overtime=False)

# The game's own clocks, at any pace: the server counts them too.
ROUND_CLOCK_S = 100.0
SPIKE_CLOCK_S = 45.0
DEFUSAL_S = 7.0
