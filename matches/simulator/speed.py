"""How many times as fast as life a match is played."""

import math

AS_FAST_AS_IT_GOES = math.inf


def parse_speed(text: str) -> float:
    """A number above 0, or ``max``. Raises ValueError, whose text is for whoever wrote it."""
    try:
        speed = AS_FAST_AS_IT_GOES if text == "max" else float(text)
    except ValueError:
        speed = 0.0
    if not speed > 0:
        raise ValueError("invalid speed: give a number above 0, or max")
    return speed
