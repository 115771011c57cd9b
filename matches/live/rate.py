"""Events per second, as an operator wants to read it."""

WINDOW_MS = 5_000


class Rate:
    """Counts over the last 5 seconds, in buckets of one second."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def count(self, now_ms: int) -> None:
        """One event, now."""
        second = now_ms // 1000
        self._counts[second] = self._counts.get(second, 0) + 1
        if len(self._counts) > WINDOW_MS // 1000 + 1:
            self._forget(second)

    def per_second(self, now_ms: int) -> float:
        """The mean over the last 5 seconds."""
        self._forget(now_ms // 1000)
        return sum(self._counts.values()) * 1000 / WINDOW_MS

    def _forget(self, second: int) -> None:
        oldest = second - WINDOW_MS // 1000
        self._counts = {s: n for s, n in self._counts.items() if s > oldest}
