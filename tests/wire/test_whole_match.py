"""One whole recorded match, from obs_data to match_data, through the real server."""

import json
from typing import Any

import msgspec

from matches.engine.events import parse_logged
from matches.engine.reducer import advance, apply
from matches.engine.setup import MatchSetup, new_match
from matches.engine.view import public_view
from tests.support import databases, needs
from tests.wire.crew import PATIENCE_S, Crew

CODE = "ANON01"
CHUNK = 70  # events between two looks at the overlay


def recorded_events() -> list[dict[str, Any]]:
    text = (needs.conformance() / "real-match.replay").read_text()
    _, *events = (json.loads(part) for part in text.split(",\n"))
    return events


def folded(crew: Crew) -> list[dict[str, Any]]:
    """The public state after each event of the server's own log."""
    with databases.connect(crew.served.folder) as database:
        (setup,) = database.execute("SELECT setup FROM matches_match").fetchall()
        select = "SELECT received_ms, data FROM matches_matchevent ORDER BY seq"
        rows = database.execute(select).fetchall()
    state = new_match(msgspec.json.decode(setup[0], type=MatchSetup))
    states = [public_view(state)]
    for received_ms, data in rows:
        before = advance(state, received_ms)
        state = apply(state, parse_logged(data), received_ms)
        states += [public_view(before), public_view(state)]
    return states


def test_every_state_that_an_overlay_gets_is_the_fold_of_the_log(crew: Crew) -> None:
    events = recorded_events()
    crew.watch("overlay", CODE)
    crew.log_on("alice", CODE)
    for start in range(0, len(events), CHUNK):
        *chunk, last = events[start : start + CHUNK]
        for event in chunk:
            crew.client.emit("alice", "obs_data", json.dumps(event))
        answer = crew.client.call("alice", "obs_data", json.dumps(last))
        sent = start + len(chunk) + 1
        assert answer[0]["seq"] in (sent, sent + 1), "one more is the server's own: registered"
    crew.state("overlay", roundPhase="game_end")
    crew.client.wait_for("alice", "disconnect", timeout=PATIENCE_S)

    expected = iter(folded(crew))
    shown = [one.json for one in crew.client.received("overlay", "match_data")]
    assert shown[-1].pop("feed")["observers"] == 1
    for state in shown[:-1]:
        del state["feed"]  # the log doesn't tell it
    assert len(shown) > 2, "more than the first and the last"
    for state in shown:
        assert any(state == candidate for candidate in expected), state["roundNumber"]
    assert next(expected, None) is None, "the last state shown is the last one of the log"
    assert [team["roundsWon"] for team in shown[-1]["teams"]] == [6, 13]
