"""The rules of the contract's three lists."""

from guilds.analytics.diversity import ChannelCount, ranked_diversity
from guilds.analytics.ghosts import Ghost, Talk, ranked_ghosts
from guilds.analytics.lurkers import Lurker, Silence, ranked_lurkers
from guilds.analytics.summary import summary_of


def test_a_ghost_is_scored_by_typing_over_messages() -> None:
    assert ranked_ghosts([Talk(1, "alice", 9, 2)]) == [Ghost(1, "alice", 4.5)]


def test_a_ghost_without_messages_is_scored_as_with_one() -> None:
    assert ranked_ghosts([Talk(1, "alice", 3, 0)]) == ranked_ghosts([Talk(1, "alice", 3, 1)])


def test_whoever_never_typed_is_no_ghost() -> None:
    assert ranked_ghosts([Talk(1, "alice", 0, 4)]) == []


def test_ghosts_with_the_highest_score_come_first_then_those_who_typed_more() -> None:
    rows = [Talk(1, "alice", 2, 2), Talk(2, "bob", 4, 4), Talk(3, "charlie", 3, 0)]
    assert [ghost.username for ghost in ranked_ghosts(rows)] == ["charlie", "bob", "alice"]


def test_a_lurker_scores_1_from_five_presences_on() -> None:
    rows = [Silence(1, "alice", 4, 2), Silence(2, "bob", 5, 0)]
    assert ranked_lurkers(rows) == [Lurker(2, "bob", 1, 0), Lurker(1, "alice", 0, 2)]


def test_whoever_was_never_seen_is_no_lurker() -> None:
    assert ranked_lurkers([Silence(1, "alice", 0, 2)]) == []


def test_the_most_channels_come_first_and_equals_in_the_order_of_their_ids() -> None:
    rows = [ChannelCount(3, "c", 1), ChannelCount(2, "b", 1), ChannelCount(9, "z", 4)]
    assert [row.user_id for row in ranked_diversity(rows)] == [9, 2, 3]


def test_the_summary_holds_the_top_10_10_and_20() -> None:
    ghosts = [Ghost(n, "g", 1.0) for n in range(30)]
    lurkers = [Lurker(n, "l", 1, 0) for n in range(30)]
    diversity = [ChannelCount(n, "d", 1) for n in range(30)]
    summary = summary_of(ghosts, lurkers, diversity)
    assert (summary.ghosts, summary.lurkers) == (ghosts[:10], lurkers[:10])
    assert summary.channel_diversity == diversity[:20]
