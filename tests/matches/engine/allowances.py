"""Where our states differ from the older server's on purpose, as data.

Each allowance holds for the keys that it names and for nothing else, and says what ours must
be. The labels are those of the traces' README; "c8" is the contract's "never above max".
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

View = dict[str, Any]
MISSING = "<absent>"
END = 1_000_000


class Difference(Struct, frozen=True):
    """One key whose values differ, with the states around it."""

    trace: str
    number: int
    removed: bool
    path: str
    theirs: Any
    ours: Any
    view: View
    before: View

    def parent(self, view: View) -> Any:
        """What holds the key, in this view."""
        value: Any = view
        for step in self.path.split(".")[:-1]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        return value

    @property
    def key(self) -> str:
        return self.path.rsplit(".", 1)[-1]


Check = Callable[[Difference], bool]


class Allowance(Struct, frozen=True):
    label: str
    path: str
    is_right: Check
    trace: str = "*"
    first: int = 0
    last: int = END

    def covers(self, difference: Difference) -> bool:
        return (
            fnmatchcase(difference.trace, self.trace)
            and self.first <= difference.number <= self.last
            and fnmatchcase(difference.path, self.path)
            and self.is_right(difference)
        )


def is_one_of(*values: Any) -> Check:
    return lambda difference: difference.ours in values


def instead(theirs: Any, ours: Any) -> Check:
    return lambda difference: (difference.theirs, difference.ours) == (theirs, ours)


def _one_more(difference: Difference) -> bool:
    return bool(difference.ours == difference.theirs + 1)


def _counted(difference: Difference) -> bool:
    capped = {name: min(count, 1) for name, count in difference.ours.items()}
    return bool(capped == difference.theirs)


def _headshot_ratio(difference: Difference) -> bool:
    player = difference.parent(difference.view)
    kills = sum(player["killsByWeaponsAndAbilities"].values())
    return bool(difference.ours == (player["headshotKills"] / kills if kills else 0))


def _sum_spent(difference: Difference) -> bool:
    team = difference.parent(difference.view)
    return bool(difference.ours == sum(player["moneySpent"] for player in team["players"]))


def _as_before(difference: Difference) -> bool:
    return bool(difference.ours == difference.parent(difference.before)[difference.key])


def _own_id(difference: Difference) -> bool:
    return bool(difference.ours == difference.parent(difference.view)["riotId"])


def _own_ceremony(difference: Difference) -> bool:
    return bool(difference.ours == difference.parent(difference.view)["roundCeremony"])


def _last_round(difference: Difference) -> bool:
    played = difference.view["roundNumber"] - 1
    reasons = ("kills", "detonated", "defused", "timeout", "lost")
    return (
        difference.removed
        and fnmatchcase(difference.path, f"teams.?.roundRecord.{played}.type")
        and difference.theirs == "upcoming"
        and difference.ours in reasons
    )


PLAYERS = "teams.?.players.?"


def _everywhere() -> list[Allowance]:
    counts = ("killsByWeaponsAndAbilities", "killsOnEnemyPlayer", "killsOnTeammatePlayer")
    return [
        *(Allowance("b1", f"{PLAYERS}.{name}", _counted) for name in counts),
        Allowance("b2", f"{PLAYERS}.headshotRatio", _headshot_ratio),
        Allowance("c1", "teams.?.spentThisRound", _sum_spent),
        Allowance("y", f"{PLAYERS}.playerId", _own_id),
        Allowance("y", "tools.roundWinBox.sponsors.?.roundCeremonie", _own_ceremony),
        Allowance("last round", "teams.?.roundRecord.*", _last_round),
    ]


def _timeouts_before_scores() -> list[Allowance]:
    is_timeout = instead(False, True)
    reason = instead("kills", "timeout")
    return [
        Allowance("c2", "wasTimeout", is_timeout, "c01*", 85, 89),
        Allowance("c2", "teams.1.roundRecord.3.type", reason, "c01*", 86),
        Allowance("c2", "wasTimeout", is_timeout, "real-match", 773, 1033),
        Allowance("c2", "teams.1.roundRecord.4.type", reason, "real-match", 778),
        Allowance("c2", "teams.1.roundRecord.5.type", reason, "real-match", 904),
    ]


def _auxiliary_team() -> list[Allowance]:
    """What the two scoreboards of c02's line 26 set, until a later one sets it too."""
    shared = {"maxUltPoints": 8, "kdRatio": None, "highestWeapon": "Classic"}
    until_shopping = {"auxiliaryAvailable.scoreboard": True}
    told: list[tuple[str, View, int]] = [
        ("teams.0.players.2", {**shared, "money": 777, "kills": 3}, 51),
        ("teams.0.players.2", {**until_shopping, "killsThisRound": 1}, 30),
        ("teams.0.players.3", {**shared, "money": 555}, 51),
        ("teams.0.players.3", until_shopping, 30),
    ]
    return [
        Allowance("c4", f"{player}.{name}", is_one_of(value), "c02*", 26, last)
        for player, values, last in told
        for name, value in values.items()
    ]


def _is_up_to(message: str) -> Check:
    """The last toast that could be read is this one, up or down again."""
    return lambda difference: difference.ours["message"].startswith(message)


def _toasts() -> list[Allowance]:
    sticky = {
        "title": "T",
        "message": "sticky again",
        "duration": None,
        "eventLogoEnabled": True,
        "selectedTeam": "left",
    }
    shown = {**sticky, "message": "never shown", "duration": 5000, "active": True}
    return [
        Allowance("c11", "toastInfo", is_one_of({**sticky, "active": True}), "c05*", 18, 19),
        Allowance("c11", "toastInfo", is_one_of(shown), "c05*", 28, 29),
        Allowance("another toast replaces", "toastInfo", _is_up_to("second"), "c05*", 9, 9),
        Allowance("another toast replaces", "toastInfo", _is_up_to("Hello"), "c05*", 12, 27),
    ]


def _kept_tricode() -> list[Allowance]:
    """A tricode is cut only where a separator follows it; kills are matched by the game's name."""
    ant0 = "teams.0.players.0"

    def one_more_victim(difference: Difference) -> bool:
        return bool(difference.ours == ["Bee0", *difference.theirs])

    return [
        *(
            Allowance("tricode", f"teams.0.players.{n}.name", instead(str(n), f"Ant{n}"), "c10*", 3)
            for n in range(5)
        ),
        Allowance("c12", f"{ant0}.kills", _one_more, "c10*", 17),
        Allowance("c12", f"{ant0}.killsThisRound", _one_more, "c10*", 17),
        Allowance("c12", f"{ant0}.killedPlayerNames", one_more_victim, "c10*", 17),
        Allowance(
            "c12",
            f"{ant0}.killsByWeaponsAndAbilities",
            instead({}, {"TX_Hud_Volcano": 1}),
            "c10*",
            17,
            17,
        ),
        Allowance("c12", f"{ant0}.killsOnEnemyPlayer", instead({}, {"Bee0": 1}), "c10*", 17, 17),
    ]


def _empty_boards() -> list[Allowance]:
    """What real-match's boards of 13 to 21 don't change: nothing is filled in in them."""
    untouched = {
        "isAlive": True,
        "health": 100,
        "kdRatio": 0,
        "scoreboardAvailable": False,
        "highestWeapon": "Unknown",
    }
    return [
        *(
            Allowance("empty board", f"{PLAYERS}.{name}", is_one_of(value), "real-match", 13, 29)
            for name, value in untouched.items()
        ),
        # Also for the next ones, which hold a knife: without a maximum nothing is ready.
        Allowance("ultReady", f"{PLAYERS}.ultReady", _without_maximum, "real-match", 13, 53),
    ]


def _without_maximum(difference: Difference) -> bool:
    return difference.ours is False and difference.parent(difference.view)["maxUltPoints"] == 0


def _repeated_shopping() -> list[Allowance]:
    keys = (("teams.?.isAttacking", "c07*", 145), ("teams.?.roundRecord.*", "c07*", 145))
    return [
        *(Allowance("c9", key, _as_before, trace, line, line) for key, trace, line in keys),
        Allowance("c9", "teams.?.roundRecord.*", _as_before, "c08*", 55, 55),
    ]


ALLOWANCES = [
    *_everywhere(),
    *_timeouts_before_scores(),
    Allowance("c3", "teams.1.players.2.assists", _one_more, "c01*", 67, 100),
    Allowance("c3", "teams.1.players.3.assists", _one_more, "c01*", 67, 100),
    *_auxiliary_team(),
    Allowance("c5", "teams.1.players.0.abilities.ability?", instead(MISSING, 0), "c02*", 19, 63),
    Allowance("c6", "timeoutState.techPause", instead(True, False), "c02*", 61, 61),
    Allowance("c7", "timeoutState.timeRemaining", instead(1, 0), "c03*", 41, 42),
    Allowance("c7", "timeoutState.timeRemaining", instead(1, 0), "c03*", 76, 80),
    Allowance("c7", "timeoutState.timeRemaining", instead(1, 0), "c07*", 105, 145),
    Allowance("c8", "tools.timeoutCounter.right", instead(2, 1), "c07*", 126),
    *_repeated_shopping(),
    *_toasts(),
    *_kept_tricode(),
    Allowance("unknown names", "map", instead("Corrode", "SomeFutureMap"), "c10*", 14),
    *_empty_boards(),
    Allowance("odd members", "teams.0.players.0.health", instead(75, 50), "c02*", 15, 19),
    Allowance("x", "tools.sponsorInfo.sponsors.2", is_one_of(MISSING), "c10*"),
]
