"""What strangers do to a server, for tests and benchmarks: everything here is on purpose."""

import http.client
import re
import socket
import urllib.parse
import urllib.request
import zlib
from contextlib import suppress

from tests.support.raw_websocket import BROWSERS, TEXT, RawWebSocket, frame
from tests.support.served import Served

SOCKET_IO = "/socket.io/?EIO=4&transport={}"
MIB = 1_048_576
HUGE = 600_000_000  # bytes of a body, sent piece by piece, with a length or in chunks
PIECE = b"x" * 1_000_000
CHUNK = b"%x\r\n%s\r\n" % (len(PIECE), PIECE)


def deflated(payload: bytes) -> bytes:
    """A text frame that inflates to this."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = stream.compress(payload) + stream.flush(zlib.Z_SYNC_FLUSH)
    return frame(TEXT, data[:-4], rsv=4)


FLOOD = deflated(b"x" * MIB) * 70


def polling_session(house: Served, role: str) -> str:
    """The id of a session that polls."""
    with urllib.request.urlopen(house.url(role) + SOCKET_IO.format("polling")) as answer:
        text: str = answer.read().decode()
    return text.partition('"sid":"')[2].partition('"')[0]


def upgrade(house: Served, role: str, session: str) -> RawWebSocket:
    path = f"{SOCKET_IO.format('websocket')}&sid={session}"
    return RawWebSocket(house.ports[role], path, BROWSERS)


def head(path: str, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()


def post(house: Served, role: str, first: bytes, piece: bytes = b"", times: int = 0) -> bytes:
    """All that is answered until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", house.ports[role]), timeout=20) as client:
        with suppress(BrokenPipeError, ConnectionResetError):  # the server has had enough
            client.sendall(first)
            for _ in range(times):
                client.sendall(piece)
        answer = bytearray()
        with suppress(ConnectionResetError):
            while data := client.recv(65_536):
                answer += data
        return bytes(answer)


class Browser:
    """Fills in one form of signing in, from an address of its own."""

    def __init__(self, house: Served, page: str, address: str) -> None:
        self._page = page
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", house.ports["web"], timeout=60, source_address=(address, 0)
        )
        self._connection.request("GET", page)
        with self._connection.getresponse() as answer:
            self._cookie = answer.headers["Set-Cookie"].partition(";")[0]
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
            assert found
            self._token = found.group(1)

    def guess(self, name: str) -> tuple[int, int, str]:
        """The status of a wrong password, the seconds to wait, and the page."""
        fields = {"csrfmiddlewaretoken": self._token, "username": name, "password": "wrong"}
        headers = {
            "Cookie": self._cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._connection.request("POST", self._page, urllib.parse.urlencode(fields), headers)
        with self._connection.getresponse() as answer:
            wait_s = int(answer.headers.get("Retry-After", 0))
            return answer.status, wait_s, answer.read().decode()

    def close(self) -> None:
        self._connection.close()
