"""A client that takes what it is sent at any pace reads all, and ends with the newest state."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from fanout.compression import Compression
from fanout.message import Message
from fanout.viewer import show_all
from tests.fanout.pipes import Pipe, pipe

HOW = Compression(threshold=64)
NOISE = random.Random(1).randbytes(40_000)

sizes = st.sampled_from([0, 20, 60, 64, 500, 5_000, 40_000])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("show"), sizes),
        st.tuples(st.just("show with others"), sizes),
        st.tuples(st.just("patch"), sizes),
        st.tuples(st.just("tell"), st.sampled_from([0, 60, 64, 5_000])),
        st.tuples(st.just("read"), st.integers(1, 20_000)),
        st.tuples(st.just("read"), st.integers(1, 9)),
    ),
    max_size=40,
)


class Play:
    """What is done with a viewer, and what its client must have seen in the end."""

    def __init__(self, client: Pipe) -> None:
        self.client = client
        self.told: list[bytes] = []
        self.newest: Message | None = None
        self._number = 0

    def step(self, kind: str, size: int) -> None:
        if kind == "read":
            self.client.take(size)
        elif kind == "tell":
            self.told.append(self._text(b"told", size))
            self.client.viewer.tell(Message(self.told[-1], HOW))
        else:
            self.newest = self._state(size, with_patch=kind == "patch")
            if kind == "show with others":
                show_all([self.client.viewer], self.newest)
            else:
                self.client.viewer.show(self.newest)

    def _state(self, size: int, *, with_patch: bool) -> Message:
        text = self._text(b"state", size)
        patch = Message(b"patch" + text[5:10] + NOISE[:70], HOW) if with_patch else None
        return Message(text, HOW, after=self.newest, patch=patch)

    def _text(self, kind: bytes, size: int) -> bytes:
        self._number += 1
        return kind.ljust(5) + b"%05d" % self._number + NOISE[:size]

    def check(self) -> None:
        texts = self.client.take_all()
        assert [text for text in texts if text.startswith(b"told")] == self.told
        shown = [text for text in texts if not text.startswith(b"told")]
        numbers = [int(text[5:10]) for text in shown]
        assert numbers == sorted(set(numbers)), "no state comes twice, or after a newer one"
        if self.newest:
            assert shown[-1][5:10] == self.newest.text[5:10]
        for text in shown:
            assert text[10:] == NOISE[: len(text) - 10]


@settings(deadline=None, max_examples=300)
@given(steps, st.sampled_from([(15, True), (15, False), (12, True), (9, False), (0, False)]))
def test_it_reads_all_that_must_arrive_and_the_newest_state(
    play: list[tuple[str, int]], terms: tuple[int, bool]
) -> None:
    window_bits, remembers = terms
    with pipe(window_bits, remembers=remembers) as (client, clock):
        played = Play(client)
        for kind, size in play:
            played.step(kind, size)
        played.check()
        clock.tick(100)
        assert client.stuck == 0


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(sizes, st.integers(1, 10)), min_size=1, max_size=10))
def test_byte_by_byte_too(shown: list[tuple[int, int]]) -> None:
    with pipe() as (client, _):
        played = Play(client)
        for size, reads in shown:
            played.step("show", size)
            for _ in range(reads):
                played.step("read", 1)
        played.check()
