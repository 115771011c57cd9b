"""Our server as it is served: every role in one process, fed through the ingest port."""

import ssl
import tempfile
from pathlib import Path
from time import monotonic

from bench import scenario
from bench.frames import event
from bench.site import prepared
from bench.systems.process import SERVER_CORE, on_core
from bench.systems.proxy import Proxy
from bench.viewers.connection import Connection, Watch, dial
from bench.viewers.crowd import Crowd
from tests.support.served import Served

PERIOD_S = 0.1
SETTLE_S = 0.5  # from the acknowledgement of the last packet to the state that shows it


class Observer(Connection):
    """Opens a match and changes it; ``sent`` holds when each change left, by its number."""

    def __init__(
        self, watch: Watch, port: int, code: str, key: str, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(watch, port, dial(port, tls))
        self._code = code
        self._key = key
        self._changes = scenario.Changes(code)
        self.is_open = False
        self.sent = [0.0]

    def on_connected(self) -> None:
        self.send(event("obs_logon", scenario.logon(self._code, self._key)))

    def on_text(self, text: bytes) -> None:
        if text.startswith(b'42["obs_logon_ack"') and b"true" in text:
            self._open()
        elif text.startswith(b'431[{"ok":true'):
            self.is_open = True
        else:
            raise ConnectionError(f"the server answers {text[:200]!r}")

    def on_closed(self) -> None:
        raise ConnectionError(f"the server ended an observer's connection: {self.last_words!r}")

    def _open(self) -> None:
        packets = scenario.opening(self._code)
        frames = [event("obs_data", packet) for packet in packets[:-1]]
        frames.append(event("obs_data", packets[-1], ack=1))
        self.socket.setblocking(True)
        self.socket.sendall(b"".join(frames))
        self.socket.setblocking(False)

    def change(self) -> None:
        """Send the next change."""
        packet = self._changes.packet(len(self.sent))
        data = event("obs_data", packet)
        self.sent.append(monotonic())
        self.send(data)


class Feed:
    """Ten changes a second in each match, the matches spread over the tenth."""

    def __init__(self, crowd: Crowd, observers: list[Observer]) -> None:
        self._crowd = crowd
        self._observers = observers
        self._running = False

    def start(self) -> None:
        self._running = True
        start = monotonic()
        for place, observer in enumerate(self._observers):
            self._next(observer, start + PERIOD_S * place / len(self._observers))

    def stop(self) -> list[list[float]]:
        """When each change was sent, by match and number."""
        self._running = False
        return [observer.sent for observer in self._observers]

    def is_open(self) -> bool:
        return all(observer.is_open for observer in self._observers)

    def _next(self, observer: Observer, due: float) -> None:
        def change() -> None:
            if self._running:
                observer.change()
                self._next(observer, due + PERIOD_S)

        self._crowd.at(due, change)


class Ours:
    """One of our servers, with matches that are open, and an observer in each."""

    may_skip: bool = True

    def __init__(self, crowd: Crowd, matches: int, *, proxied: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory()
        data = Path(self._folder.name) / "data"
        key = prepared(data)
        self._served = Served(data)
        self._proxy: Proxy | None = None
        self.proxy_pid: int | None = None
        try:
            self._start(crowd, proxied=proxied)
            self.codes = [f"BENCH{place}" for place in range(matches)]
            self._feed = Feed(crowd, [self._observer(crowd, code, key) for code in self.codes])
            crowd.run(self._feed.is_open, "the matches to open")
            crowd.run_for(SETTLE_S)
        except BaseException:
            self.close()
            raise

    def _start(self, crowd: Crowd, *, proxied: bool) -> None:
        with on_core(SERVER_CORE):
            self._served.start(*(["--self-signed"] if crowd.tls else []))
        self.pid = self._served.pid
        self.port = self._served.ports["broadcast"]
        if proxied:
            self._proxy = Proxy(self.port)
            self.port, self.proxy_pid = self._proxy.port, self._proxy.pid

    def _observer(self, crowd: Crowd, code: str, key: str) -> Observer:
        return Observer(crowd, self._served.ports["ingest"], code, key, crowd.tls)

    def go(self) -> None:
        """Begin to feed."""
        self._feed.start()

    def stop(self) -> list[list[float]]:
        """End; when each change of each match was sent, by its number from 1 on."""
        return self._feed.stop()

    def log(self) -> str:
        return self._served.log()

    def close(self) -> None:
        if self._proxy:
            self._proxy.close()
        self._served.close()
        self._folder.cleanup()
