"""The servers that ours is compared with."""

from bench.systems.bare_server import frames
from bench.systems.ticking import PERIOD_S, Ticks, packet
from bench.viewers.reading import FrameReader, Inflater


def test_bare_frames_are_each_compressed_against_the_one_before() -> None:
    texts = [
        packet(f'{{"state": {number}, "much": "{"abc" * 999}"}}').encode() for number in (1, 2)
    ]
    reader, inflater = FrameReader(), Inflater("permessage-deflate")
    made = frames(texts, deflate=True)
    assert [inflater.text(*one[:2]) for one in reader.take(b"".join(made))] == texts
    assert len(made[1]) < len(made[0]) < len(texts[0])


def test_bare_frames_are_plain_for_those_who_offer_no_compression() -> None:
    (made,) = frames([b"a state"], deflate=False)
    assert made == b"\x81\x07a state"


def test_matches_take_turns_within_a_period() -> None:
    ticks = Ticks(2)
    ticks.start()
    assert [ticks.take() for _ in range(4)] == [(0, 1), (1, 1), (0, 2), (1, 2)]
    assert ticks.wait() > PERIOD_S
