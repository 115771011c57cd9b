"""One process without Redis: the bot runs within the server, and the admin acts on its rooms."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from tests.guilds.bot.harbour import NOW, Harbour
from tests.support import databases
from tests.support.discord.in_thread import DiscordInThread, discord_in_thread
from tests.support.discord.server import TOKEN
from tests.support.needs import ROOT
from tests.support.node_client import NodeClient
from tests.support.served import Served, copy_beside, free_ports, serving
from tests.wire.guilds.stage import JWT_SECRET, Hand, Stage

PASSWORD = "correct horse battery"
HIDDEN = {"message": "You do not have access to this guild"}


class ServedAtDiscord(Served):
    program = ROOT / "tests" / "wire" / "guilds" / "at_discord.py"


class Admin:
    """A browser in which an administrator has signed in."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def sign_in(self, name: str) -> None:
        self._opener.open(f"{self._site}/admin/login/").close()
        self.post("/admin/login/", username=name, password=PASSWORD, next="/admin/")

    def post(self, path: str, **form: str) -> None:
        (token,) = [one.value for one in self._cookies if one.name == "csrftoken"]
        body = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        self._opener.open(Request(self._site + path, body)).close()


@pytest.fixture(scope="module")
def harbour() -> Harbour:
    return Harbour()


@pytest.fixture(scope="module")
def discord(harbour: Harbour) -> Iterator[DiscordInThread]:
    with discord_in_thread(harbour) as discord:
        yield discord


@pytest.fixture(scope="module")
def served(prepared_site: Path, discord: DiscordInThread) -> Iterator[Served]:
    served = ServedAtDiscord(
        copy_beside(prepared_site),
        roles=("guilds", "web"),
        JWT_SECRET=JWT_SECRET,
        DISCORD_BOT_TOKEN=TOKEN,
        BOT_PORT=str(free_ports(1)[0]),
        DISCORD_API=discord.fake.api_url,
        DISCORD_GATEWAY=discord.fake.gateway_url,
    )
    with serving(served):
        discord.wait_for(lambda fake: fake.sessions)
        yield served
        assert served.traceback() == ""


@pytest.fixture(scope="module")
def hand(served: Served) -> Iterator[Hand]:
    with closing(Hand(served.folder)) as hand:
        yield hand


@pytest.fixture
def stage(client: NodeClient, hand: Hand, served: Served) -> Iterator[Stage]:
    stage = Stage(client, hand, served.url("guilds"))
    yield stage
    stage.end()


def test_what_discord_tells_comes_to_the_rooms(
    stage: Stage, discord: DiscordInThread, harbour: Harbour
) -> None:
    stage.hand.guild(harbour.id, "Harbour")
    stage.arrives("erin", str(harbour.id))
    stage.joins("erin", f"guild:{harbour.id}", f"analytics:{harbour.id}")
    stage.hears("erin", "analytics:update")
    discord.tell(harbour.writes(harbour.alice, harbour.general, NOW, "not to be told"))
    told = stage.hears("erin", "message:new")
    assert (told["username"], told["channelName"]) == ("alice", "general")
    assert "not to be told" not in json.dumps(stage.heard("erin"))


def test_the_server_says_how_the_bot_is_and_is_ready_without_it(
    stage: Stage, served: Served
) -> None:
    with urlopen(served.url("guilds") + "/readyz") as answer:
        roles = json.load(answer)["roles"]
    assert roles["bot"]["connected"] is True
    assert roles["bot"]["ready"] is True


def test_a_grant_that_is_taken_in_the_admin_ends_at_once(
    stage: Stage, served: Served, discord: DiscordInThread, harbour: Harbour
) -> None:
    stage.hand.guild(harbour.id, "Harbour")
    stage.arrives("erin", str(harbour.id))
    stage.joins("erin", f"guild:{harbour.id}")
    stage.hand.superuser(stage.user("grace"), PASSWORD)
    with databases.connect(served.folder) as connection:
        (grant,) = connection.execute("SELECT max(id) FROM guilds_guildgrant").fetchone()
    admin = Admin(served.url("web"))
    admin.sign_in(stage.user("grace"))
    admin.post(f"/admin/guilds/guildgrant/{grant}/delete/", post="yes")
    assert stage.hears("erin", "error") == HIDDEN
    discord.tell(harbour.writes(harbour.alice, harbour.general, NOW))
    stage.hears_nothing("erin", "message:new")
