"""A second overlay, without a page: what the server says is compared with what the page shows."""

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import socketio

from tests.browser.reading import expected
from tests.browser.states import State

PATIENCE_S = 30.0


class Watcher:
    """Keeps what a page should show for each state that the server sent for one groupCode."""

    def __init__(self, url: str, group_code: str) -> None:
        self.newest: State = {}
        self._expected: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._url, self._code = url, group_code
        self._client = socketio.AsyncClient()
        self._client.on("connect", self._log_on)
        self._client.on("match_data", self._keep)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="watcher")

    def saw(self, shown: dict[str, Any]) -> None:
        """Check that a page shows one of the states, whole and unmixed; waits for late ones."""
        with self._news:
            if self._news.wait_for(lambda: shown in self._expected, PATIENCE_S):
                return
            nearest = min((_told(state, shown) for state in self._expected), key=len, default="")
        raise AssertionError(
            f"no state says what the page shows; the nearest differs in\n{nearest}"
        )

    def start(self, work: Coroutine[Any, Any, Any]) -> "Future[Any]":
        """Run something else beside, such as a match to watch."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _log_on(self) -> None:
        await self._client.emit("logon", json.dumps({"groupCode": self._code}))

    async def _keep(self, packet: str) -> None:
        state = json.loads(packet)
        with self._news:
            self.newest = state
            self._expected.append(expected(state))
            self._news.notify_all()

    def _open(self) -> None:
        self._thread.start()
        work = self._client.connect(self._url, transports=["websocket"], wait_timeout=PATIENCE_S)
        self.start(work).result(PATIENCE_S)

    def _close(self) -> None:
        self.start(self._client.disconnect()).result(PATIENCE_S)
        self.start(self._rest()).result(PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    async def _rest(self) -> None:
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


def _told(state: Any, page: Any, path: str = "") -> str:
    """A line for each leaf in which the two differ."""
    if isinstance(state, dict) and isinstance(page, dict):
        pairs = [(state.get(key), page.get(key), f"{path}.{key}") for key in state | page]
    elif isinstance(state, list) and isinstance(page, list) and len(state) == len(page):
        pairs = [(*both, f"{path}[{i}]") for i, both in enumerate(zip(state, page, strict=True))]
    else:
        return "" if state == page else f"  {path}: state {state!r}, page {page!r}\n"
    return "".join(_told(*pair) for pair in pairs)


@contextmanager
def watching(url: str, group_code: str) -> Iterator[Watcher]:
    watcher = Watcher(url, group_code)
    try:
        watcher._open()
        yield watcher
    finally:
        watcher._close()
