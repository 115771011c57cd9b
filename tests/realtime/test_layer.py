"""The layer of a single process: at once, to everybody, and nobody is waited for."""

from typing import Any

from realtime.layer import MemoryLayer


def steps(work: Any) -> int:
    """How often the work had to wait for something."""
    waits = 0
    try:
        while True:
            work.send(None)
            waits += 1
    except StopIteration:
        return waits


async def test_everybody_in_the_group_gets_the_message_without_a_turn_of_the_loop() -> None:
    layer = MemoryLayer()
    channels = [await layer.new_channel() for _ in range(3)]
    for channel in channels[:2]:
        await layer.group_add("states", channel)
    assert steps(layer.group_send("states", {"version": 1})) == 0
    for channel in channels[:2]:
        assert await layer.receive(channel) == {"version": 1}
    assert layer.channels.get(channels[2]) is None


async def test_one_that_takes_nothing_costs_the_others_nothing() -> None:
    layer = MemoryLayer(capacity=1)
    full, free = [await layer.new_channel() for _ in range(2)]
    for channel in (full, free):
        await layer.group_add("states", channel)
    await layer.send(full, {"version": 1})
    await layer.group_send("states", {"version": 2})
    assert await layer.receive(full) == {"version": 1}
    assert await layer.receive(free) == {"version": 2}


async def test_a_group_of_nobody_takes_everything() -> None:
    await MemoryLayer().group_send("nobody", {"version": 1})
