"""What every system that is measured can do."""

from typing import Protocol


class System(Protocol):
    """A server that was started, and can be told to broadcast."""

    port: int
    pid: int
    proxy_pid: int | None
    codes: list[str]
    may_skip: bool

    def go(self) -> None: ...

    def stop(self) -> list[list[float]]: ...

    def log(self) -> str: ...

    def close(self) -> None: ...
