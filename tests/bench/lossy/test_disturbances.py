"""The proof of lossy feeds finds what is wrong, and finds nothing wrong with our rules."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.lossy.disturbances import DISTURBANCES, LAGS_MS, Case
from bench.lossy.judge import judge, judge_two
from bench.lossy.match import Match, simulated


@pytest.fixture(scope="module")
def matches() -> list[Match]:
    """An ordinary match, one with overtime, and a swift one."""
    ordinary, overtime, _, swift = simulated(4)
    return [ordinary, overtime, swift]


def test_the_matches_have_overtime_and_swift_among_them(matches: list[Match]) -> None:
    last = [match.states[-1] for match in matches]
    assert [state.match_type for state in last] == ["bomb", "bomb", "swift"]
    assert last[1].has_entered_overtime


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(DISTURBANCES)), st.integers(0, 2), st.floats(0, 0.999))
def test_a_disturbance_is_made_good_one_round_later(
    matches: list[Match], name: str, which: int, part: float
) -> None:
    match = matches[which]
    number = int(part * len(match.steps))
    case = DISTURBANCES[name](match, number)
    verdict = judge(match, case) if case else None
    assert verdict is None or not verdict.wrong


@pytest.mark.parametrize("lag", [LAGS_MS[3], None])
def test_two_observers_make_the_picture_of_one(matches: list[Match], lag: int | None) -> None:
    assert judge_two(matches[2], lag).wrong == ()


class TestProof:
    """A proof that finds nothing must be able to find something."""

    @pytest.fixture
    def match(self, matches: list[Match]) -> Match:
        return matches[0]

    def wrongs(self, match: Match, *lies: Match) -> Iterator[set[str]]:
        quiet = Case(300, 301, [match.steps[300]], (300,))
        for lie in lies:
            verdict = judge(lie, quiet)
            assert verdict is not None
            yield set(verdict.wrong)

    def test_it_finds_other_sides_another_score_and_another_player(self, match: Match) -> None:
        def lying(**changes: object) -> Match:
            states = [
                replace(state, teams=(replace(state.teams[0], **changes), state.teams[1]))
                if number > 300
                else state
                for number, state in enumerate(match.states)
            ]
            return replace(match, name=f"with other {set(changes)}", states=states)

        players = match.states[-1].teams[1].players
        found = self.wrongs(match, match, lying(rounds_won=99), lying(players=players))
        assert [wrong & {"score", "roster"} for wrong in found] == [set(), {"score"}, {"roster"}]

    def test_a_lost_map_is_named_as_not_to_be_known(self, match: Match) -> None:
        number = next(n for n, packet in enumerate(match.packets) if packet["type"] == "map")
        verdict = judge(match, Case(number, number + 1, [], (number,), loses=True))
        assert verdict is not None
        assert (verdict.wrong, verdict.excluded) == ((), (("map: told once", "map"),))

    def test_a_map_told_in_vain_is_wrong(self, match: Match) -> None:
        number = next(n for n, packet in enumerate(match.packets) if packet["type"] == "map")
        verdict = judge(match, Case(number, number + 1, [], (number,)))
        assert verdict is not None
        assert verdict.wrong == ("map",)
