"""When people are there: by the hour where they live, and by the day of the week."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

# How much more often somebody comes in one hour of their day than in another, from midnight on.
HOURS = (5, 3, 2, 1, 1, 1, 2, 4, 6, 7, 7, 8, 11, 10, 9, 10, 13, 17, 22, 27, 30, 27, 18, 10)
WEEKDAYS = (0.9, 0.9, 0.95, 1.0, 1.25, 1.5, 1.35)  # Monday first

EARLIEST = timedelta(hours=-10)
"""Of anything that belongs to a day, counted from its midnight in UTC: the easternmost zone's."""


def draw_arrival(rng: Random, day: date, zone: int) -> datetime:
    """When somebody comes who comes on this day."""
    hour = rng.choices(range(24), HOURS)[0]
    local = datetime.combine(day, time(hour), UTC) + timedelta(hours=rng.random())
    return local - timedelta(hours=zone)


def evening(rng: Random, day: date) -> datetime:
    """A moment at which many are there."""
    return datetime.combine(day, time(18), UTC) + timedelta(hours=3 * rng.random())


def liveliness(day: date) -> float:
    return WEEKDAYS[day.weekday()]
