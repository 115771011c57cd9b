"""While Redis is frozen nobody waits for it, and what happened meanwhile comes when it is back."""

from collections.abc import Iterator

import pytest

from tests.support.redis_server import RedisServer
from tests.wire.guilds.stage import ALICE, HastyServer, Stage

PROMPT_S = 5.0  # the cache is given up after one second, twice at most


@pytest.fixture
def frozen(redis: RedisServer, stage: Stage, server: HastyServer) -> Iterator[RedisServer]:
    """After both sides have used it."""
    harbour = stage.guild()
    stage.arrives("somebody", harbour)
    stage.joins("somebody", f"guild:{harbour}", f"analytics:{harbour}")
    stage.hand.writes(int(harbour), ALICE)
    stage.hears("somebody", "message:new")
    redis.freeze()
    yield redis
    redis.thaw()


def test_dashboards_still_come_in_and_get_their_analytics(
    stage: Stage, frozen: RedisServer
) -> None:
    harbour = stage.guild()
    stage.hand.types(int(harbour), ALICE)
    stage.arrives("erin", harbour)
    stage.joins("erin", f"guild:{harbour}", f"analytics:{harbour}")
    update = stage.hears("erin", "analytics:update", timeout=PROMPT_S)
    assert update["data"]["ghosts"][0]["username"] == "alice"
    answer = stage.asks("erin", "subscribe:guild", stage.guild("Lantern"))
    assert answer["error"] == "You do not have access to this guild"


def test_what_happens_meanwhile_comes_in_order_once_it_is_back(
    stage: Stage, frozen: RedisServer
) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour)
    stage.joins("erin", f"guild:{harbour}")
    for number in range(300):
        stage.hand.writes(int(harbour), (1000 + number, f"member {number}", ""))
    stage.hears_nothing("erin", "message:new")
    frozen.thaw()
    told = [stage.hears("erin", "message:new")["username"] for _ in range(300)]
    assert told == [f"member {number}" for number in range(300)]


def test_a_grant_that_is_taken_meanwhile_ends_all_the_same(
    stage: Stage, frozen: RedisServer
) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour)
    stage.joins("erin", f"guild:{harbour}")
    stage.hand.withdraw(stage.user("erin"), int(harbour))
    assert stage.hears("erin", "error")["message"] == "You do not have access to this guild"
