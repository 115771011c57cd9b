"""The forms of a message: each made once, each readable by those whom it is for."""

import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanout.compression import TAIL, Compression, deflate
from fanout.message import NONE, Message

HOW = Compression(threshold=50)
LONG = b'42["match_data","' + b"state of the match " * 20 + b'"]'

frames_of = st.lists(
    st.tuples(
        st.sampled_from([0, 30, 49, 50, 51, 400, 70_000]),
        st.integers(0, 255),
        st.sampled_from(["step", "alone", "skip"]),
    ),
    max_size=12,
)


def payload_of(frame: bytes) -> bytes:
    """The inside of a server's frame."""
    head = {126: 4, 127: 10}.get(frame[1], 2)
    return frame[head:]


def is_compressed(frame: bytes) -> bool:
    return bool(frame[0] & 0x40)


@settings(deadline=None, max_examples=200)
@given(frames_of)
def test_a_client_that_keeps_its_window_reads_every_form_that_is_for_it(
    sequence: list[tuple[int, int, str]],
) -> None:
    client = zlib.decompressobj(-15)
    last, before = NONE, None
    for size, seed, form in sequence:
        message = Message((LONG + bytes([seed]) * size)[-size:] if size else b"", HOW, before)
        before = message
        if form == "skip":
            continue
        if not message.deflates:
            assert payload_of(message.plain()) == message.text
            continue
        step = last == message.base != NONE
        frame = message.step() if step else message.alone(15)
        assert client.decompress(payload_of(frame) + TAIL) == message.text
        last = message.serial


def test_a_step_is_much_smaller_than_the_message_alone() -> None:
    noise = bytes((place * place * 7) % 251 for place in range(0, 20_000, 7))
    first = Message(noise + b"1", HOW)
    second = Message(noise + b"2", HOW, after=first)
    assert len(second.step()) < 50 < len(second.alone(15))


@pytest.mark.parametrize("window_bits", range(9, 16))
def test_a_smaller_window_gets_a_form_of_its_own(window_bits: int) -> None:
    message = Message(LONG * 20, HOW)
    frame = message.alone(window_bits)
    assert is_compressed(frame)
    assert zlib.decompressobj(-window_bits).decompress(payload_of(frame) + TAIL) == message.text


def test_each_form_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def counting(*args: Any) -> bytes:
        made.append(args[2:])
        return deflate(*args)

    monkeypatch.setattr("fanout.message.deflate", counting)
    message = Message(LONG, HOW, after=Message(LONG, HOW))
    first, *others = (
        [message.plain(), message.step(), message.alone(15), message.alone(10)] for _ in range(3)
    )
    assert all(form is again for other in others for form, again in zip(first, other, strict=True))
    assert made == [(15, LONG), (15,), (10,)]


def test_nothing_is_made_before_somebody_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fanout.message.deflate", lambda *_: pytest.fail("nobody asked"))
    message = Message(LONG, HOW, after=Message(LONG, HOW))
    assert payload_of(message.plain()) == LONG


@pytest.mark.parametrize(
    ("size", "level", "deflates"), [(50, 3, True), (49, 3, False), (500, 0, False)]
)
def test_short_messages_go_as_they_are(size: int, level: int, deflates: bool) -> None:
    assert Message(b"x" * size, HOW._replace(level=level)).deflates is deflates


def test_every_message_has_a_serial_of_its_own() -> None:
    first = Message(b"same", HOW)
    second = Message(b"same", HOW, after=first)
    assert NONE not in (first.serial, second.serial)
    assert second.serial != first.serial
    assert (first.base, second.base) == (NONE, first.serial)
