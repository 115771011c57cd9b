"""A change on the crew's page is on air, in whichever process the match lives."""

import json
import re
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from tests.support.served import Served
from tests.wire.crew import Crew

CODE = "CAMS1"


class Browser:
    """Fills in the forms of one page."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def send(self, **fields: str) -> None:
        page = self._opener.open(self._url).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        body = urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
        with self._opener.open(Request(self._url, data=body)) as answer:
            assert answer.status == 200


def start_session(house: Served, key: str) -> tuple[str, str]:
    headers = {"X-Organization-Key": key, "Content-Type": "application/json"}
    url = f"{house.url('extras')}/api/createSession"
    with urlopen(Request(url, data=b"{}", headers=headers)) as answer:
        made = json.load(answer)
    return made["sessionIdentifier"], made["sessionSecret"]


def shown(tools: Any) -> tuple[Any, Any]:
    overrides = json.loads(tools["nameOverrides"]["overrides"])
    return overrides, tools["playercamsInfo"].get("enabledPlayers")


def test_a_name_and_a_camera_of_the_crew_s_page_are_in_the_next_state(
    crew: Crew, house: Served, harbour_key: str
) -> None:
    identifier, secret = start_session(house, harbour_key)
    cams = {"enable": True, "identifier": identifier, "secret": secret, "endTime": 1}
    crew.watch("overlay", CODE)
    assert crew.log_on("alice", CODE, toolsData={"playercamsInfo": cams})["value"]
    page = Browser(f"{house.url('web')}/session/org/{identifier}/{secret}")
    page.send(player="player1#T1", shown="One", camera="on", do="save")

    def on_air(text: str) -> bool:
        wanted = ([["player1#T1", "One"]], ["player1#T1"])
        return shown(json.loads(text)["tools"]) == wanted

    state = crew.client.wait_for("overlay", "match_data", on_air)
    assert json.loads(state.args[0])["tools"]["playercamsInfo"] == {
        "enable": True,
        "identifier": identifier,
        "enabledPlayers": ["player1#T1"],
    }
    assert secret not in house.log() + "".join(
        event.args[0] for event in crew.client.received("overlay", "match_data")
    )


def test_a_client_with_a_wrong_secret_is_let_in_and_its_match_follows_no_session(
    crew: Crew, house: Served, harbour_key: str
) -> None:
    identifier, secret = start_session(house, harbour_key)
    wrong = {"enable": True, "identifier": identifier, "secret": "wrong"}
    assert crew.log_on("alice", "CAMS2", toolsData={"playercamsInfo": wrong})["value"]
    page = f"{house.url('web')}/session/org/{identifier}/{secret}"
    with urlopen(page) as answer:
        assert "No group code yet" in answer.read().decode()
