import asyncio
import time

from matches.live.lag import Lag, LagMeter


def test_it_tells_the_middle_the_worst_percent_and_the_worst() -> None:
    meter = LagMeter()
    for milliseconds in range(1, 101):
        meter.note(milliseconds / 1000)
    assert meter.read() == Lag(p50=51.0, p99=100.0, max=100.0)


def test_only_the_last_half_minute_counts() -> None:
    meter = LagMeter()
    meter.note(5.0)
    for _ in range(600):
        meter.note(0.001)
    assert meter.read().max == 1.0


def test_nothing_measured_is_zero() -> None:
    assert LagMeter().read() == Lag(0.0, 0.0, 0.0)


async def test_it_sees_that_something_held_the_loop() -> None:
    meter = LagMeter()
    task = asyncio.create_task(meter.run())
    await asyncio.sleep(0.01)
    time.sleep(0.15)  # noqa: ASYNC251  (this is what it is to notice)
    await asyncio.sleep(0.06)
    task.cancel()
    assert meter.read().max >= 90
