"""The benchmark of the analytics fills in what it says, and each question has an answer."""

import pytest

from bench.guild_queries import NOW, questions
from bench.guild_rows import KINDS, Plan, fill, guild_id


@pytest.mark.django_db(transaction=True)
def test_it_fills_in_as_many_events_as_it_was_told_and_half_in_the_largest_guild() -> None:
    fill(Plan(events=20_000, guilds=5, members=100, days=7, now=NOW))
    rows = [
        guild
        for kind in KINDS
        for guild in kind.table._default_manager.values_list("guild", flat=True)
    ]
    assert len(rows) == 20_000
    assert 9_500 < rows.count(guild_id(0)) < 10_500
    for name, ask in questions().items():
        if name != "lurkers":  # hardly anybody in so small a guild says nothing
            assert ask(), name
