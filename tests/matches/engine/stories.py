"""Invented matches for property tests: any order of events, at any pace.

A story is drawn from a seed, so that it can be long; a shorter one of the same seed is its
beginning, so that a failure still shrinks to the event that causes it.
"""

import random
from typing import Any

from hypothesis import strategies as st

from matches.engine.events import (
    AuxDisconnect,
    AuxReturn,
    Event,
    LoggedOn,
    Playercams,
    Registered,
)
from matches.engine.name_tables import packaged_tables
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup
from matches.engine.state import MatchState
from tests.support.events import (
    CAST,
    ERIN,
    Member,
    Packet,
    aux_scoreboard,
    aux_scoreboard_team,
    auxiliary,
    board,
    killfeed,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    toast,
)
from tests.support.game import START_MS, parsed

Step = tuple[int, Event]
"""How many ms pass, and what then happens."""

AGENTS = tuple(packaged_tables().agents)
SECRET = "hush-hush"
HOTKEYS = (
    "tech_pause",
    "left_timeout",
    "right_timeout",
    "switch_kda_credits",
    "toggle_agent_select",
    "swap_left_right",
    "swap_attacker_defender",
    "spike_planted",
    "spike_detonated",
    "spike_defused",
)
# What goes on most of the time, and what seldom happens.
OBSERVED = ["scoreboard"] * 4 + ["killfeed"] * 3 + ["round_info"] * 3 + ["hotkey"] * 4
OBSERVED += ["roster", "score", "toast", "observing", "game_mode", "match_start", "map"]
TOLD = ("scoreboard", "team", "health", "abilities", "astra", "cypher")


class Author:
    """Draws one event after the other."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def step(self) -> Step:
        kind = self.random.random()
        pause = self.random.choice((0, 0, 1, 400, 1_000, 3_700, 10_000, 45_000, 99_000))
        if kind < 0.04:
            return pause, AuxDisconnect(player_id=self.member().player_id)
        if kind < 0.045:
            return pause, AuxReturn(player_id=self.member().player_id)
        if kind < 0.05:
            return pause, Registered()
        if kind < 0.06:
            return pause, self.logged_on()
        if kind < 0.07:
            return pause, self.crew()
        return pause, parsed(self.told() if kind < 0.3 else self.observed())

    def logged_on(self) -> LoggedOn:
        teams = [
            TeamSetup(self.name(), self.name()[:2], "", self.random.random() < 0.5)
            for _ in range(2)
        ]
        cams = {"secret": SECRET, "removeTricodes": self.random.random() < 0.5}
        tools = {"playercamsInfo": cams, "timeoutCounter": {"max": self.random.randrange(4)}}
        return LoggedOn(
            setup=MatchSetup(
                group_code="OTHER", left_team=teams[0], right_team=teams[1], tools=tools
            )
        )

    def crew(self) -> Playercams:
        shown = self.member()
        return Playercams(
            identifier="room",
            revision=self.random.randrange(9),
            overrides=((f"{shown.name}#{shown.tagline}", self.name()),),
            enabled_players=(f"{self.member().name}#x",),
        )

    def member(self) -> Member:
        return self.random.choice((*CAST, ERIN))

    def name(self) -> str:
        other = f"al {self.random.randrange(200)}"
        return self.random.choice((self.member().name, self.member().name, other, "", "al"))

    def observed(self) -> Packet:
        pick, member = self.random.randrange, self.member()
        kind = self.random.choice(OBSERVED)
        match kind:
            case "scoreboard":
                return scoreboard(member, **self.numbers())
            case "killfeed":
                return self.kill()
            case "round_info":
                phase = ("shopping", "shopping", "combat", "combat", "end", "other")[pick(6)]
                return round_info(self.random.choice((1, 2, 5, 13, 25, 26, pick(201))), phase)
            case "hotkey":
                return observer(self.random.choice(HOTKEYS))
            case "roster":
                player_id = self.random.choice((member.player_id, f"id-{pick(9)}"))
                return roster(member, name=self.name(), playerId=player_id)
            case "score":
                return score(pick(4), pick(4))
            case "toast":
                return toast(self.name(), self.random.choice((None, 0, 0.5, 700, 5_000)))
        return observer(kind, self.word(kind, member))

    def word(self, kind: str, member: Member) -> str:
        words = {
            "observing": (f"{member.name} #{member.tagline}", ""),
            "game_mode": ("bomb", "swift"),
            "match_start": ("match-1", "match-2"),
            "map": ("Port", "Nowhere"),
        }
        return self.random.choice(words[kind])

    def kill(self) -> Packet:
        weapons = ("TX_Hud_Volcano", "", f"weapon-{self.random.randrange(200)}")
        return killfeed(
            self.name(),
            self.name() or self.member().name,
            weaponKillfeedInternal=self.random.choice(weapons),
            headshotKill=self.random.random() < 0.5,
            isTeamkill=self.random.random() < 0.2,
            assists=self.random.choice(([], ["TX_Killfeed_Sova1", "TX_Killfeed_Clove"])),
        )

    def numbers(self) -> dict[str, Any]:
        pick = self.random.randrange
        return {
            "agentInternal": self.random.choice((*AGENTS, "Smonk", "Smonk", "Smonk_PC_C", "")),
            "isAlive": pick(3) > 0,
            "initialArmor": pick(-1, 7),
            "currUltPoints": self.random.choice((0, 0, 7, 8, 9)),
            "maxUltPoints": self.random.choice((0, 7, 8)),
            "money": pick(10) * 300,
            "kills": pick(4),
            "deaths": pick(4),
            "assists": pick(4),
        }

    def told(self) -> Packet:
        pick, member = self.random.randrange, self.member()
        match self.random.choice(TOLD):
            case "scoreboard":
                return aux_scoreboard(member, **self.numbers())
            case "team":
                boards = [board(self.member(), **self.numbers()) for _ in range(pick(4))]
                return aux_scoreboard_team(member, *boards)
            case "health":
                return auxiliary(member, "aux_health", self.random.choice((0, 12.5, 100, 150)))
            case "abilities":
                charges = {"grenade": pick(3), "ability_1": pick(3), "ability_2": pick(3)}
                return auxiliary(member, "aux_abilities", dict(list(charges.items())[pick(3) :]))
            case "astra":
                return auxiliary(member, "aux_astra_targeting", pick(2) == 0)
        return auxiliary(member, "aux_cypher_cam", pick(2) == 0)


def story(seed: int, length: int) -> list[Step]:
    """The first events of this seed's match, after its rosters."""
    author = Author(seed)
    rosters = [(0, parsed(roster(member))) for member in CAST]
    return [*rosters, *(author.step() for _ in range(length))]


seeds = st.integers(0, 2**32)
stories = st.builds(story, seeds, st.integers(0, 120))

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@st.composite
def setups(draw: st.DrawFn) -> MatchSetup:
    """A set-up with short timeouts, a secret, and anything at all in one section."""
    odd_section = draw(
        st.sampled_from(["sponsorInfo", "roundWinBox", "watermarkInfo", "nameOverrides", "extra"])
    )
    tools = {
        odd_section: draw(json_values),
        "timeoutDuration": draw(st.integers(1, 12)),
        "timeoutCancellationGracePeriod": draw(st.integers(0, 14)),
        "timeoutCounter": {"max": draw(st.integers(0, 3))},
        "playercamsInfo": {"removeTricodes": draw(st.booleans()), "secret": SECRET},
    }
    return MatchSetup(
        group_code="TEST",
        left_team=TeamSetup("Left", "al", "", draw(st.booleans())),
        right_team=TeamSetup("Right", "", "", draw(st.booleans())),
        tools=tools,
        org_is_supporter=draw(st.booleans()),
        sponsor_logo_url=draw(st.sampled_from(["", "https://example.org/logo.png"])),
    )


def fold(state: MatchState, steps: list[Step], now_ms: int = START_MS) -> tuple[MatchState, int]:
    """The state after the steps, and the time at which the last one happened."""
    for pause, event in steps:
        now_ms += pause
        state = apply(state, event, now_ms)
    return state, now_ms
