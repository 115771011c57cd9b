"""What one client is sent: in order, at its own pace, and of states only the newest."""

import random
from collections.abc import Iterator
from itertools import count

import pytest

from fanout.compression import Compression
from fanout.message import Message
from fanout.viewer import LIMIT, PATIENCE, show_all
from tests.fanout.pipes import Clock, Pipe, pipe

HOW = Compression()
BULK = random.Random(1).randbytes(6_000)


@pytest.fixture
def line() -> Iterator[tuple[Pipe, Clock]]:
    with pipe() as made:
        yield made


@pytest.fixture
def client(line: tuple[Pipe, Clock]) -> Pipe:
    return line[0]


@pytest.fixture
def clock(line: tuple[Pipe, Clock]) -> Clock:
    return line[1]


def states(size: int = 3_000) -> Iterator[Message]:
    """States, each the successor of the one before, numbered from 1 on."""
    before = None
    for number in count(1):
        before = Message(b"state %d " % number + BULK[:size], HOW, after=before)
        yield before


def small(text: bytes) -> Message:
    return Message(text, HOW)


def test_what_is_shown_is_on_its_way_at_once(client: Pipe) -> None:
    state = next(states())
    client.viewer.show(state)
    assert client.transport not in client.reactor.writers
    assert client.take_all() == [state.text]


def test_the_second_state_is_a_step_from_the_first(client: Pipe) -> None:
    first, second = (state for state, _ in zip(states(), range(2), strict=False))
    client.viewer.show(first)
    client.viewer.show(second)
    client.take_all()
    assert client.data == first.alone(15) + second.step()


def test_a_message_in_between_makes_the_next_state_stand_alone(client: Pipe) -> None:
    numbered = states()
    first, second, third = next(numbered), next(numbered), next(numbered)
    client.viewer.show(first)
    client.viewer.tell(small(b"long enough to be compressed" * 50))
    client.take_all()
    client.viewer.show(second)
    client.viewer.tell(small(b"too short to be compressed"))
    client.take_all()
    client.viewer.show(third)
    client.take_all()
    assert client.data.startswith(first.alone(15))
    assert second.alone(15) in client.data
    assert client.data.endswith(third.step())


def test_a_client_that_forgets_its_window_gets_each_state_alone() -> None:
    with pipe(11, remembers=False) as (client, _):
        numbered = states()
        first, second = next(numbered), next(numbered)
        client.viewer.show(first)
        client.viewer.show(second)
        client.take_all()
        assert client.data == first.alone(11) + second.alone(11)


def test_a_client_with_a_smaller_window_is_sent_what_fits_into_it() -> None:
    with pipe(9, remembers=True) as (client, _):
        numbered = states()
        first, second = next(numbered), next(numbered)
        client.viewer.show(first)
        client.viewer.show(second)
        client.take_all()
        assert client.data == first.alone(9) + second.alone(9)


def test_a_client_without_deflate_is_sent_plain_text() -> None:
    with pipe(0) as (client, _):
        state = next(states())
        client.viewer.show(state)
        client.viewer.tell(small(b"hello"))
        assert client.take_all() == [state.text, b"hello"]
        assert client.compressed == [False, False]


def test_of_states_only_the_newest_waits(client: Pipe) -> None:
    client.fill()
    shown = [state for state, _ in zip(states(), range(50), strict=False)]
    for state in shown:
        client.viewer.show(state)
    assert client.take_all() == [shown[-1].text]


def test_a_state_that_has_begun_is_ended_before_the_newest_follows(client: Pipe) -> None:
    first, *_, last = shown = [state for state, _ in zip(states(6_000), range(9), strict=False)]
    for state in shown:
        client.viewer.show(state)
    texts = client.take_all()
    assert texts[0] == first.text
    assert texts[-1] == last.text
    assert len(texts) < 9


def test_what_must_arrive_arrives_in_order(client: Pipe) -> None:
    client.fill()
    texts = [b"%d " % number + BULK[: number * 50] for number in range(40)]
    for text in texts:
        client.viewer.tell(small(text))
    assert client.take_all() == texts


def test_what_must_arrive_is_not_replaced_by_a_state_that_came_before(client: Pipe) -> None:
    client.fill()
    numbered = states()
    first, second = next(numbered), next(numbered)
    client.viewer.show(first)
    client.viewer.tell(small(b"hello"))
    client.viewer.show(second)
    assert client.take_all() == [b"hello", second.text]


def test_bytes_and_messages_keep_their_order(client: Pipe) -> None:
    client.viewer.tell(small(b"before"))
    client.viewer.write(b"\x89\x00")
    client.viewer.tell(small(b"after"))
    client.take_all()
    assert client.data == b"\x81\x06before\x89\x00\x81\x05after"


def test_what_is_forgotten_is_not_shown(client: Pipe) -> None:
    client.fill()
    client.viewer.show(next(states()))
    client.viewer.tell(small(b"hello"))
    client.viewer.forget()
    assert client.take_all() == [b"hello"]


def test_of_many_each_is_sent_the_form_that_it_can_read() -> None:
    numbered = states()
    first, second = next(numbered), next(numbered)
    with (
        pipe() as (keeps, _),
        pipe() as (late, _),
        pipe(11) as (small_window, _),
        pipe(0) as (
            plain,
            _,
        ),
    ):
        crowd = [keeps, late, small_window, plain]
        keeps.viewer.show(first)
        show_all([one.viewer for one in crowd], second)
        assert keeps.take_all() == [first.text, second.text]
        assert [one.take_all() for one in crowd[1:]] == [[second.text]] * 3
        assert keeps.data.endswith(second.step())
        assert late.data == second.alone(15)
        assert small_window.data == second.alone(11)
        assert plain.data == second.plain()


def test_of_many_who_can_take_nothing_is_shown_the_newest_later(client: Pipe) -> None:
    client.fill()
    first, second = (state for state, _ in zip(states(), range(2), strict=False))
    for state in (first, second):
        show_all([client.viewer], state)
    assert client.take_all() == [second.text]


def test_who_has_the_state_before_is_sent_the_patch_alone(client: Pipe) -> None:
    first = Message(b"state 1 " + BULK, HOW)
    second = Message(b"state 2 " + BULK, HOW, after=first, patch=small(b"patch 2"))
    client.viewer.show(first)
    client.viewer.show(second)
    assert client.take_all() == [first.text, b"patch 2"]


def test_after_a_patch_the_client_has_the_state(client: Pipe) -> None:
    first = Message(b"state 1 " + BULK, HOW)
    second = Message(b"state 2 " + BULK, HOW, after=first, patch=small(b"patch 2"))
    third = Message(b"state 3 " + BULK, HOW, after=second, patch=small(b"patch 3"))
    for state in (first, second, third):
        client.viewer.show(state)
    assert client.take_all() == [first.text, b"patch 2", b"patch 3"]


def test_who_missed_a_state_is_sent_the_whole_of_the_next(client: Pipe) -> None:
    first = Message(b"state 1 " + BULK, HOW)
    second = Message(b"state 2 " + BULK, HOW, after=first, patch=small(b"patch 2"))
    third = Message(b"state 3 " + BULK, HOW, after=second, patch=small(b"patch 3"))
    client.viewer.show(first)
    client.take_all()
    client.fill()
    client.viewer.show(second)
    client.viewer.show(third)
    assert client.take_all() == [first.text, third.text]


def test_who_joins_is_sent_the_whole_state(client: Pipe) -> None:
    first = Message(b"state 1 " + BULK, HOW)
    client.viewer.show(Message(b"state 2 " + BULK, HOW, after=first, patch=small(b"patch 2")))
    assert client.take_all() == [b"state 2 " + BULK]


def test_a_long_patch_is_compressed_and_the_next_state_does_not_build_on_it(client: Pipe) -> None:
    first = Message(b"state 1 " + BULK, HOW)
    second = Message(b"state 2 " + BULK, HOW, after=first, patch=small(b"patch 2 " + BULK))
    third = Message(b"state 3 " + BULK, HOW, after=second)
    for state in (first, second, third):
        client.viewer.show(state)
    assert client.take_all() == [first.text, b"patch 2 " + BULK, third.text]


def test_a_client_that_takes_nothing_is_given_up_after_a_while(client: Pipe, clock: Clock) -> None:
    client.fill()
    client.viewer.show(next(states()))
    clock.tick(PATIENCE - 0.001)
    assert client.stuck == 0
    clock.tick(0.001)
    assert client.stuck == 1


def test_more_states_do_not_prolong_the_wait(client: Pipe, clock: Clock) -> None:
    client.fill()
    numbered = states()
    for _ in range(100):
        client.viewer.show(next(numbered))
        clock.tick(PATIENCE / 99)
    assert client.stuck == 1


def test_a_client_that_takes_what_waits_is_kept(client: Pipe, clock: Clock) -> None:
    numbered = states()
    for _ in range(5):
        client.fill()
        client.viewer.show(next(numbered))
        clock.tick(PATIENCE - 0.001)
        client.take_all()
    clock.tick(10 * PATIENCE)
    assert client.stuck == 0


def test_a_client_that_makes_too_much_wait_is_given_up(client: Pipe) -> None:
    client.fill()
    while not client.stuck:
        client.viewer.write(bytes(LIMIT // 10))
        assert len(client.transport._tempDataBuffer) <= 11


def test_waiting_is_counted_anew_when_all_was_taken(client: Pipe) -> None:
    for _ in range(3):
        client.fill()
        client.viewer.write(bytes(LIMIT - 1))
        client.take_all()
    assert client.stuck == 0


def test_nothing_is_sent_to_who_is_gone(client: Pipe, clock: Clock) -> None:
    client.fill()
    numbered = states()
    client.viewer.show(next(numbered))
    client.viewer.finish()
    client.viewer.show(next(numbered))
    client.viewer.tell(small(b"hello"))
    client.viewer.write(b"bytes")
    client.viewer.finish()
    assert client.take_all() == []


def test_what_was_to_arrive_still_arrives_when_the_connection_ends(client: Pipe) -> None:
    client.fill()
    texts = [b"%d " % number + BULK for number in range(5)]
    for text in texts:
        client.viewer.tell(small(text))
    client.viewer.finish()
    client.transport.loseConnection()
    assert client.take_all() == texts


def test_a_client_that_does_not_let_its_connection_end_is_given_up(
    client: Pipe, clock: Clock
) -> None:
    client.fill()
    client.viewer.tell(small(b"the last words"))
    clock.tick(PATIENCE / 2)
    client.viewer.finish()
    client.transport.loseConnection()
    clock.tick(PATIENCE / 2)
    assert client.stuck == 1


def test_an_end_has_its_time_also_where_nothing_seems_to_wait(client: Pipe, clock: Clock) -> None:
    client.viewer.finish()
    clock.tick(PATIENCE)
    assert client.stuck == 1, "a layer of TLS beneath us may still hold something"


def test_a_connection_that_has_ended_is_not_given_up(client: Pipe, clock: Clock) -> None:
    client.fill()
    client.viewer.show(next(states()))
    client.viewer.gone()
    clock.tick(10 * PATIENCE)
    assert client.stuck == 0


def test_a_lost_connection_ends_the_viewer(client: Pipe, clock: Clock) -> None:
    client.fill()
    client.viewer.show(next(states()))
    client.transport.producer.stopProducing()
    clock.tick(10 * PATIENCE)
    assert client.stuck == 0
    assert client.transport.producer is None


def test_a_client_that_has_hung_up_is_left_to_the_transport_to_find(client: Pipe) -> None:
    client.client.close()
    client.viewer.show(next(states()))
    assert client.transport in client.reactor.writers
    assert client.transport.doWrite() is not None
