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


def is_allowed(difference: Difference) -> bool:
    return any(allowance.covers(difference) for allowance in ALLOWANCES)


def _is(*values: Any) -> Check:
    return lambda difference: difference.ours in values


def _instead(theirs: Any, ours: Any) -> Check:
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


_PLAYERS = "teams.?.players.?"


def _everywhere() -> list[Allowance]:
    counts = ("killsByWeaponsAndAbilities", "killsOnEnemyPlayer", "killsOnTeammatePlayer")
    return [
        *(Allowance("b1", f"{_PLAYERS}.{name}", _counted) for name in counts),
        Allowance("b2", f"{_PLAYERS}.headshotRatio", _headshot_ratio),
        Allowance("c1", "teams.?.spentThisRound", _sum_spent),
        Allowance("y", f"{_PLAYERS}.playerId", _own_id),
        Allowance("y", "tools.roundWinBox.sponsors.?.roundCeremonie", _own_ceremony),
        Allowance("last round", "teams.?.roundRecord.*", _last_round),
    ]


def _timeouts_before_scores() -> list[Allowance]:
    is_timeout = _instead(False, True)
    reason = _instead("kills", "timeout")
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
        Allowance("c4", f"{player}.{name}", _is(value), "c02*", 26, last)
        for player, values, last in told
        for name, value in values.items()
    ]


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
        Allowance("c11", "toastInfo", _is({**sticky, "active": True}), "c05*", 18, 19),
        Allowance("c11", "toastInfo", _is({**sticky, "active": False}), "c05*", 20, 27),
        Allowance("c11", "toastInfo", _is(shown), "c05*", 28, 29),
    ]


def _kept_tricode() -> list[Allowance]:
    ant0 = "teams.0.players.0"

    def one_more_victim(difference: Difference) -> bool:
        return bool(difference.ours == ["Bee0", *difference.theirs])

    return [
        Allowance("c12", f"{ant0}.name", _instead("Ant0", "0"), "c10*", 19),
        Allowance("c12", f"{ant0}.kills", _one_more, "c10*", 17),
        Allowance("c12", f"{ant0}.killsThisRound", _one_more, "c10*", 17),
        Allowance("c12", f"{ant0}.killedPlayerNames", one_more_victim, "c10*", 17),
        Allowance(
            "c12",
            f"{ant0}.killsByWeaponsAndAbilities",
            _instead({}, {"TX_Hud_Volcano": 1}),
            "c10*",
            17,
            17,
        ),
        Allowance("c12", f"{ant0}.killsOnEnemyPlayer", _instead({}, {"Bee0": 1}), "c10*", 17, 17),
    ]


def _repeated_shopping() -> list[Allowance]:
    keys = ("teams.?.isAttacking", "teams.?.roundRecord.*")
    lines = (("c07*", 145), ("c08*", 55))
    return [
        Allowance("c9", key, _as_before, trace, line, line) for key in keys for trace, line in lines
    ]


def _bursts() -> list[Allowance]:
    """After a break of the line: two phases within 200 ms, so no clock that others follow."""
    gone = _is(MISSING)
    return [
        Allowance("burst", "roundTimeoutTime", gone, "c05*", 29, 29),
        Allowance("burst", "roundTimeoutTime", gone, "c10*", 17),
    ]


ALLOWANCES = [
    *_everywhere(),
    *_timeouts_before_scores(),
    Allowance("c3", "teams.1.players.2.assists", _one_more, "c01*", 67, 100),
    Allowance("c3", "teams.1.players.3.assists", _one_more, "c01*", 67, 100),
    *_auxiliary_team(),
    Allowance("c5", "teams.1.players.0.abilities.ability?", _instead(MISSING, 0), "c02*", 19, 63),
    Allowance("c6", "timeoutState.techPause", _instead(True, False), "c02*", 61, 61),
    Allowance("c7", "timeoutState.timeRemaining", _instead(1, 0), "c03*", 41, 42),
    Allowance("c7", "timeoutState.timeRemaining", _instead(1, 0), "c03*", 76, 80),
    Allowance("c7", "timeoutState.timeRemaining", _instead(1, 0), "c07*", 105, 145),
    Allowance("c8", "tools.timeoutCounter.right", _instead(2, 1), "c07*", 126),
    *_repeated_shopping(),
    *_toasts(),
    *_kept_tricode(),
    *_bursts(),
    Allowance("x", "tools.sponsorInfo.sponsors.2", _is(MISSING), "c10*"),
]
