"""What goes on in the communities of the benchmark, and what rooms should hear of it."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count, cycle

from tests.support.discord import payloads
from tests.support.discord.community import Community, Event
from tests.support.discord.payloads import Payload

MEMBERS = 40
CHANNELS = 5
# One for each client and status that somebody may come with.
CLIENTS = ({"desktop": "online"}, {"mobile": "online"}, {"desktop": "online", "web": "idle"})

Told = list[tuple[str, str]]
"""The live events of one of Discord's: (name, user id)."""


class Town(Community):
    """A community in which something happens whenever it is asked."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Town {number}")
        self._chance = random.Random(number)
        self._channels = [self.text_channel(f"channel-{place}") for place in range(CHANNELS)]
        self._regular = self.role("Regular")
        people = [self.member(payloads.user(f"member-{n}")) for n in range(MEMBERS)]
        self._people = cycle(people)
        self._newcomers = count()
        self._kinds: list[Callable[[Payload], tuple[Event, Told]]] = [
            *[self._message] * 9,
            *[self._typing] * 4,
            *[self._presence] * 6,
            self._role,
            self._join,
        ]

    def happens(self) -> tuple[Event, Told]:
        """The next event, of the next member.

        Of 21 events 9 are messages, 6 presences, 4 typing, one a role, and one a newcomer.
        """
        return self._chance.choice(self._kinds)(next(self._people))

    def _message(self, person: Payload) -> tuple[Event, Told]:
        event = self.writes(person, self._chance.choice(self._channels), datetime.now(UTC))
        return event, [("message:new", person["id"])]

    def _typing(self, person: Payload) -> tuple[Event, Told]:
        return self.types(person, self._chance.choice(self._channels), datetime.now(UTC)), []

    def _presence(self, person: Payload) -> tuple[Event, Told]:
        """Always another one than before: the bot passes repetitions over."""
        before = self.presences.get(person["id"], payloads.presence(person["id"], "offline", {}))
        others = [one for one in ({}, *CLIENTS) if one != before["client_status"]]
        clients = self._chance.choice(others)
        event = self.shows(person, "online" if clients else "offline", **clients)
        several = [("alert:multiClient", person["id"])] if len(clients) > 1 else []
        return event, [("presence:update", person["id"]), *several]

    def _role(self, person: Payload) -> tuple[Event, Told]:
        """Given to who has it not, else taken, which no room hears of."""
        if self.members[person["id"]]["roles"]:
            return self.has_roles(person), []
        return self.has_roles(person, self._regular), [("role:change", person["id"])]

    def _join(self, _: Payload) -> tuple[Event, Told]:
        newcomer = payloads.user(f"newcomer-{next(self._newcomers)}")
        return self.joins(newcomer), [("user:join", newcomer["id"])]
