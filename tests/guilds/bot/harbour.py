"""The Harbour guild as Discord has it: alice, bob, a bot, three channels, two roles."""

from datetime import UTC, datetime

from tests.support.discord import payloads
from tests.support.discord.community import Community

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


class Harbour(Community):
    def __init__(self) -> None:
        super().__init__("Harbour", icon="a1b2")
        self.general = self.text_channel("general")
        self.lounge = self.voice_channel("lounge")
        self.stage = self.voice_channel("stage")
        self.moderator = self.role("Moderator")
        self.guest = self.role("Guest")
        self.alice = self.member(payloads.user("alice"), self.guest)
        self.bob = self.member(payloads.user("bob"))
        self.robot = self.member(payloads.user("robot", bot=True))
