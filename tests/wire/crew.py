"""Who talks to the server in the wire tests: observers, auxiliary clients, overlays."""

import json
from typing import Any

from tests.support.node_client import NodeClient
from tests.support.served import Served

FAST = {"reconnectionDelay": 20, "reconnectionDelayMax": 100, "randomizationFactor": 0}
MATCH_ID = "0a7c6f1e-0000-4000-8000-000000000001"
PATIENCE_S = 10.0


def team(name: str, *, attack_start: bool) -> dict[str, Any]:
    url = f"https://example.org/{name}.png"
    return {"name": name, "tricode": name[:3].upper(), "url": url, "attackStart": attack_start}


def logon_packet(key: str, code: str, **changes: Any) -> dict[str, Any]:
    return {
        "type": "authenticate",
        "clientVersion": "0.3.20",
        "obsName": "alice#desk",
        "key": key,
        "groupCode": code,
        "groupSecret": "",
        "leftTeam": team("Harbour", attack_start=True),
        "rightTeam": team("Lantern", attack_start=False),
        "toolsData": {},
    } | changes


def roster(number: int, start_team: int) -> dict[str, Any]:
    return {
        "name": f"player{number}",
        "tagline": f"T{number}",
        "startTeam": start_team,
        "agentInternal": "Wushu",
        "playerId": f"player-{number}",
        "position": number,
        "locked": True,
        "rank": 0,
    }


class Crew:
    """Commands of the field's clients, in the words of their protocol."""

    def __init__(self, client: NodeClient, served: Served, key: str) -> None:
        self.client = client
        self.served = served
        self.key = key

    def connect(self, name: str, role: str = "ingest", **options: Any) -> dict[str, Any]:
        given: dict[str, Any] = {"transports": ["websocket"]} | FAST | options
        self.client.connect(name, self.served.url(role), **given)
        info: dict[str, Any] = self.client.wait_for(name, "connect").args[0]
        return info

    def log_on(self, name: str, code: str, **changes: Any) -> dict[str, Any]:
        """The answer to obs_logon; connects first where ``name`` is new."""
        if not self.client.received(name, "connect"):
            self.connect(name)
        packet = logon_packet(changes.pop("key", self.key), code, **changes)
        self.client.emit(name, "obs_logon", json.dumps(packet))
        answer: dict[str, Any] = self.client.wait_for(name, "obs_logon_ack").json
        return answer

    def send(self, name: str, code: str, kind: str, data: Any = True) -> dict[str, Any]:
        """The acknowledgement of one event."""
        packet = {"obsName": "alice#desk", "groupCode": code, "type": kind, "data": data}
        answer: dict[str, Any] = self.client.call(name, "obs_data", json.dumps(packet))[0]
        return answer

    def open_match(self, name: str, code: str, match_id: str = MATCH_ID) -> str:
        """A match with one player a side, known by its match id; its groupSecret."""
        secret: str = self.log_on(name, code)["reason"]
        for number, side in ((1, 0), (2, 1)):
            assert self.send(name, code, "roster", roster(number, side))["ok"]
        assert self.send(name, code, "match_start", match_id)["ok"]
        return secret

    def aux_log_on(self, name: str, player_id: str, match_id: str = MATCH_ID) -> dict[str, Any]:
        self.connect(name)
        packet = {
            "type": "aux_authenticate",
            "clientVersion": "0.3.20",
            "name": name,
            "matchId": match_id,
            "playerId": player_id,
        }
        self.client.emit(name, "aux_logon", json.dumps(packet))
        answer: dict[str, Any] = self.client.wait_for(name, "aux_logon_ack").json
        return answer

    def aux_send(self, name: str, player_id: str, kind: str, data: Any) -> dict[str, Any]:
        packet = {"playerId": player_id, "matchId": MATCH_ID, "type": kind, "data": data}
        answer: dict[str, Any] = self.client.call(name, "aux_data", json.dumps(packet))[0]
        return answer

    def watch(self, name: str, code: str, **options: Any) -> dict[str, Any]:
        """Join the room of a code as an overlay; the answer."""
        self.connect(name, "broadcast", **options)
        self.client.emit(name, "logon", json.dumps({"groupCode": code}))
        answer: dict[str, Any] = self.client.wait_for(name, "logon_success").json
        return answer

    def state(self, name: str, **wanted: Any) -> dict[str, Any]:
        """The next state that this overlay gets in which these members are so."""

        def fits(text: str) -> bool:
            state = json.loads(text)
            return all(state[key] == value for key, value in wanted.items())

        found: dict[str, Any] = self.client.wait_for(name, "match_data", fits).json
        return found
