"""One event of each kind."""

from datetime import datetime

from guilds.services import recording
from guilds.values import Who
from tests.guilds.cast import CLIPS, GENERAL, LOUNGE, NOW


def does_everything(guild: int, who: Who, at: datetime = NOW) -> None:
    recording.member_joined(guild, who, at, at)
    recording.typing_started(guild, who, GENERAL, at)
    recording.message_sent(guild, who, GENERAL, at)
    recording.reaction_added(guild, who, CLIPS, at)
    recording.voice_changed(guild, who, LOUNGE, "join", at)
    recording.presence_changed(guild, who, "online", ["web", "desktop"], at)
    recording.roles_changed(guild, who, ["Moderator"], ["Guest"], at)
