"""The tool of the wire tests, tried on a plain python-socketio server."""

from collections.abc import Iterator
from typing import Any

import pytest
from socketio.exceptions import ConnectionRefusedError

from tests.support.node_client import NodeClient
from tests.support.socket_server import SocketServer, socket_server

FAST = {"reconnectionDelay": 10, "reconnectionDelayMax": 20}


@pytest.fixture
def server() -> Iterator[SocketServer]:
    with socket_server() as running:

        async def answer(sid: str, data: Any) -> dict[str, Any]:
            await running.sio.emit("echo", data, to=sid)
            return {"ok": True, "data": data}

        running.on("say", answer)
        yield running


def connected(client: NodeClient, server: SocketServer, name: str, *transports: str) -> Any:
    client.connect(name, server.url, transports=transports, **FAST)
    return client.wait_for(name, "connect").args[0]


def test_it_connects_by_websocket_alone(node_client: NodeClient, server: SocketServer) -> None:
    info = connected(node_client, server, "alice", "websocket")
    assert info == {
        "connected": True,
        "id": server.sids[0],
        "recovered": False,
        "transport": "websocket",
    }


def test_it_talks_by_polling_alone(node_client: NodeClient, server: SocketServer) -> None:
    assert connected(node_client, server, "alice", "polling")["transport"] == "polling"
    node_client.emit("alice", "say", '"hello"')
    assert node_client.wait_for("alice", "echo").args == ["hello"]
    assert node_client.info("alice")["transport"] == "polling"
    assert node_client.received("alice", "upgrade") == []


def test_it_upgrades_from_polling(node_client: NodeClient, server: SocketServer) -> None:
    connected(node_client, server, "alice", "polling", "websocket")
    assert node_client.wait_for("alice", "upgrade").args == ["websocket"]
    assert node_client.info("alice")["transport"] == "websocket"


def test_a_call_returns_its_own_acknowledgement(
    node_client: NodeClient, server: SocketServer
) -> None:
    connected(node_client, server, "alice", "websocket")
    node_client.emit("alice", "say", '"unasked"')
    assert node_client.call("alice", "say", "1") == [{"ok": True, "data": 1}]
    assert node_client.call("alice", "say", "2") == [{"ok": True, "data": 2}]


def test_a_dropped_websocket_comes_back_by_itself(
    node_client: NodeClient, server: SocketServer
) -> None:
    first = connected(node_client, server, "alice", "websocket")
    node_client.drop("alice")
    assert node_client.wait_for("alice", "disconnect").args[0] in (
        "transport close",
        "transport error",
    )
    second = node_client.wait_for("alice", "connect").args[0]
    assert second["connected"]
    assert second["id"] != first["id"]


def test_a_dropped_poll_comes_back_by_itself(node_client: NodeClient, server: SocketServer) -> None:
    first = connected(node_client, server, "alice", "polling")
    node_client.drop("alice")
    assert node_client.wait_for("alice", "disconnect").args == ["transport error"]
    assert node_client.wait_for("alice", "connect").args[0]["id"] != first["id"]


def test_a_cut_on_the_server_s_side_comes_back_too(
    node_client: NodeClient, server: SocketServer
) -> None:
    connected(node_client, server, "alice", "websocket")
    server.cut()
    node_client.wait_for("alice", "disconnect")
    node_client.wait_for("alice", "connect")
    assert len(server.sids) == 2


def test_a_dismissed_client_stays_away(node_client: NodeClient, server: SocketServer) -> None:
    connected(node_client, server, "alice", "websocket")
    server.run(server.sio.disconnect(server.sids[0]))
    reason = node_client.wait_for("alice", "disconnect").args[0]
    assert reason == "io server disconnect"
    assert not node_client.info("alice")["connected"]


def test_it_leaves_when_told_to(node_client: NodeClient, server: SocketServer) -> None:
    connected(node_client, server, "alice", "websocket")
    node_client.disconnect("alice")
    assert node_client.wait_for("alice", "disconnect").args == ["io client disconnect"]


def test_it_tells_why_it_was_refused(node_client: NodeClient, server: SocketServer) -> None:
    given: list[Any] = []

    async def refuse(sid: str, environ: dict[str, Any], auth: Any) -> None:
        given.append(auth)
        raise ConnectionRefusedError("not today")

    server.sio.on("connect", refuse)
    node_client.connect("alice", server.url, transports=["websocket"], auth={"token": "t"})
    assert node_client.wait_for("alice", "connect_error").args == ["not today"]
    assert given == [{"token": "t"}]


def test_it_tells_that_nobody_answers(node_client: NodeClient) -> None:
    node_client.connect("alice", "http://127.0.0.1:9", transports=["websocket"])
    assert node_client.wait_for("alice", "connect_error").args == ["websocket error"]


def test_clients_of_two_names_are_two_clients(
    node_client: NodeClient, server: SocketServer
) -> None:
    alice = connected(node_client, server, "alice", "websocket")
    bob = connected(node_client, server, "bob", "polling")
    assert alice["id"] != bob["id"]
    node_client.emit("bob", "say", '"hello"')
    assert node_client.wait_for("bob", "echo").args == ["hello"]
    assert node_client.received("alice", "echo") == []


def test_each_event_is_handed_out_once_and_in_order(
    node_client: NodeClient, server: SocketServer
) -> None:
    connected(node_client, server, "alice", "websocket")
    for number in (1, 2, 3):
        node_client.call("alice", "say", str(number))
    assert node_client.wait_for("alice", "echo", lambda number: number == 2).args == [2]
    assert node_client.wait_for("alice", "echo").args == [1]
    assert node_client.wait_for("alice", "echo").args == [3]
    assert [one.args[0] for one in node_client.received("alice", "echo")] == [1, 2, 3]


def test_a_json_argument_is_parsed(node_client: NodeClient, server: SocketServer) -> None:
    connected(node_client, server, "alice", "websocket")
    node_client.emit("alice", "say", r'"{\"money\": 300}"')
    assert node_client.wait_for("alice", "echo").json == {"money": 300}


def test_waiting_in_vain_shows_the_whole_conversation(
    node_client: NodeClient, server: SocketServer
) -> None:
    connected(node_client, server, "alice", "websocket")
    node_client.call("alice", "say", '"hello"')
    with pytest.raises(AssertionError, match="alice saw no such 'goodbye'") as failure:
        node_client.wait_for("alice", "goodbye", timeout=0.01)
    shown = str(failure.value)
    assert '-> {"op": "connect", "name": "alice"' in shown
    assert '<- {"name":"alice","event":"echo","args":["hello"]' in shown


def test_a_driver_that_died_is_told_at_once_with_its_last_words() -> None:
    with NodeClient() as client:
        client.emit("nobody", "say", "1")
        with pytest.raises(AssertionError, match="TypeError"):
            client.wait_for("nobody", "echo", timeout=60)


def test_its_process_is_gone_at_the_end_though_a_client_is_connected(
    server: SocketServer,
) -> None:
    client = NodeClient()
    connected(client, server, "alice", "websocket")
    assert client.close() == 0
