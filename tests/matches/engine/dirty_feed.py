"""What the rules for feeds that are not clean make different, each under the rule's name."""

from .allowances import MISSING, PLAYERS, Allowance, Check, Difference, is_one_of


def _sides() -> list[Allowance]:
    """By the round's number, from the first word of it."""

    def turned(difference: Difference) -> bool:
        return bool(difference.ours is not difference.theirs)

    own = "sides by round number"
    return [
        Allowance(own, "teams.?.isAttacking", turned, "real-match", 1813, 1817),
        Allowance(own, "teams.?.isAttacking", turned, "c08*", 54, 54),
        Allowance(own, "teams.?.roundRecord.*.wasAttack", turned, "c08*", 54, 54),
    ]


def _results() -> list[Allowance]:
    """A round of which no score was told stays upcoming; one that was told is recorded."""
    own, path = "results by their own score", "teams.?.roundRecord.{}.type"
    untold = is_one_of("upcoming")
    return [
        Allowance(own, path.format(0), untold, "c02*", 31),
        Allowance(own, path.format(1), untold, "c02*", 36),
        Allowance(own, path.format(2), untold, "c02*", 54),
        Allowance(own, path.format(1), untold, "c05*", 29),
        Allowance(own, path.format(11), untold, "c08*", 54, 54),
        Allowance(own, "teams.0.roundRecord.5.type", is_one_of("lost"), "c01*", 95),
        Allowance(own, "teams.1.roundRecord.5.type", is_one_of("kills"), "c01*", 95),
        Allowance(own, path.format(6), untold, "c01*", 95),
    ]


def _plants() -> list[Allowance]:
    """Defenders who are paid 300 credits have not planted, and the clock runs on."""
    own = "plant by an attacker"

    def runs_on(difference: Difference) -> bool:
        return bool(isinstance(difference.ours, int))

    return [
        Allowance(own, "spikeState.planted", is_one_of(False), "c02*", 29, 53),
        Allowance(own, "spikeDetonationTime", is_one_of(MISSING), "c02*", 29, 52),
        Allowance(own, "roundTimeoutTime", runs_on, "c02*", 29, 52),
    ]


def _newcomers() -> list[Allowance]:
    """A sixth takes the seat of its position; by scoreboards the player of before takes it back."""

    def sits_there(*riot_ids: str) -> Check:
        return lambda difference: difference.parent(difference.view)["riotId"] in riot_ids

    own, ids = "a sixth takes a seat", "00000000-0000-5000-8000-00000000000"
    return [
        Allowance(own, "teams.0.players.0.*", sits_there(f"{ids}6"), "c01*", 30, 56),
        Allowance(own, "teams.0.players.0.*", sits_there(f"{ids}0"), "c01*", 57),
        Allowance(own, "teams.1.players.0.*", sits_there("late-joiner"), "c01*", 96),
        Allowance(own, "teams.1.players.1.*", sits_there("bench-1"), "c06*", 38),
    ]


def _kills() -> list[Allowance]:
    """By the teams of the two; told twice they count once; deaths are nobody's kills."""
    twice, death, teams = "a kill told twice", "a death within a team", "kills by teams"

    def one_less(difference: Difference) -> bool:
        return bool(difference.ours == difference.theirs - 1)

    def once(difference: Difference) -> bool:
        return bool([*difference.ours, "Bee3"] == difference.theirs)

    def of_opponents(difference: Difference) -> bool:
        """Nobody of the player's own team, and of the other one all of theirs."""
        place = int(difference.path.split(".")[1])
        foes = {player["name"] for player in difference.view["teams"][1 - place]["players"]}
        return foes >= set(difference.ours) >= set(difference.theirs) & foes

    def without_mates(difference: Difference) -> bool:
        mates = {player["name"] for player in difference.view["teams"][0]["players"]}
        others = [name for name in difference.theirs if name not in mates]
        return bool(difference.ours == others != difference.theirs)

    def without_nobody(difference: Difference) -> bool:
        """Without the resurrection, which has no weapon."""
        capped = dict.fromkeys(difference.ours, 1) | {"": 1}
        return bool(capped == difference.theirs)

    bee2, bee3, ant4 = (f"teams.{spot}" for spot in ("1.players.2", "1.players.3", "0.players.4"))
    counts = [(bee2, "kills"), (bee2, "killsThisRound"), (bee2, "teamKills")]
    counts += [(bee3, "deaths"), (bee3, "deathsThisRound")]
    own = [(ant4, "kills"), (ant4, "killsThisRound"), (ant4, "teamKills")]
    emptied = ("killsByWeaponsAndAbilities", "killsOnTeammatePlayer")
    real = "real-match"
    return [
        *(Allowance(twice, f"{who}.{name}", one_less, "c01*", 70) for who, name in counts),
        Allowance(twice, f"{bee2}.killedPlayerNames", once, "c01*", 70, 77),
        *(Allowance(death, f"{who}.{name}", one_less, "c01*", 73) for who, name in own),
        *(Allowance(death, f"{ant4}.{name}", is_one_of({}), "c01*", 73) for name in emptied),
        Allowance(death, f"{ant4}.killedPlayerNames", is_one_of([]), "c01*", 73, 77),
        Allowance(death, f"{ant4}.killedPlayerNames", without_mates, real, 1195, 1817),
        Allowance(death, f"{ant4}.killsByWeaponsAndAbilities", without_nobody, real, 1195),
        Allowance(teams, f"{PLAYERS}.teamKills", is_one_of(0), real, 111),
        Allowance(teams, f"{PLAYERS}.killsOnTeammatePlayer", is_one_of({}), real, 111),
        Allowance(teams, f"{PLAYERS}.killsOnEnemyPlayer", of_opponents, real, 111),
    ]


def _bursts() -> list[Allowance]:
    """After a break of the line: two phases within 200 ms, so no clock that others follow."""
    gone = is_one_of(MISSING)
    return [
        Allowance("burst", "roundTimeoutTime", gone, "c05*", 29, 29),
        Allowance("burst", "roundTimeoutTime", gone, "c10*", 17),
    ]


DIRTY_FEED = [*_sides(), *_results(), *_plants(), *_newcomers(), *_kills(), *_bursts()]
