"""Events keep their order, whichever way through the server they take."""

import json

from tests.wire.crew import Crew

EVENTS = 300


def test_ordinary_and_odd_events_of_one_observer_keep_their_order(crew: Crew) -> None:
    """Every seventh argument is an object, which takes the long way."""
    crew.log_on("alice", "ORDER1")
    numbers = []
    for place in range(EVENTS):
        packet = {"obsName": "a", "groupCode": "ORDER1", "type": "tech_pause", "data": place}
        argument = packet if place % 7 == 3 else json.dumps(packet)
        numbers.append(crew.client.ask("alice", "obs_data", argument))
    last = numbers[-1]
    crew.client.wait_for("alice", "ack", lambda number, _: number == last)
    answers = {answer.args[0]: answer.args[1] for answer in crew.client.received("alice", "ack")}
    assert [answers[number] for number in numbers] == [
        {"ok": True, "seq": place + 1} for place in range(EVENTS)
    ]


def test_a_bad_event_among_good_ones_is_refused_and_the_others_are_taken(crew: Crew) -> None:
    crew.log_on("alice", "ORDER2")
    crew.send("alice", "ORDER2", "tech_pause")
    assert crew.send("alice", "ORDER2", "score", "not a score")["ok"] is False
    assert crew.send("alice", "ORDER2", "tech_pause") == {"ok": True, "seq": 2}
    assert crew.send("alice", "LANTERN1", "tech_pause")["ok"] is False
    assert crew.send("alice", "ORDER2", "tech_pause") == {"ok": True, "seq": 3}
