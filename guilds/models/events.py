"""What happened in guilds: one narrow row each, pruned after a while.

Every question is about one guild and a span of time, or about one member. The index for the
first kind holds all that the analytics count, so that they read the index alone.
"""

from django.db import models

from .guilds import Guild, GuildChannel, Member


class Event(models.Model):
    guild = models.ForeignKey(Guild, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["guild", "at", "member"], name="%(class)s_by_guild"),
            models.Index(fields=["member", "at"], name="%(class)s_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ChannelEvent(Event):
    # Neither index nor constraint: a channel goes only with its guild, which takes its events.
    channel = models.ForeignKey(
        GuildChannel, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["guild", "at", "member", "channel"], name="%(class)s_by_guild"),
            models.Index(fields=["member", "at"], name="%(class)s_by_member"),
        ]


class TypingEvent(ChannelEvent):
    """Somebody began to type."""


class MessageEvent(ChannelEvent):
    """Somebody wrote; not what."""


class ReactionEvent(ChannelEvent):
    """Somebody reacted to a message; not with what."""


class VoiceEvent(ChannelEvent):
    """Somebody came into a voice channel or left it; after a move it is the new one."""

    class Kind(models.TextChoices):
        JOIN = "join"
        LEAVE = "leave"
        MOVE = "move"

    kind = models.CharField(max_length=5, choices=Kind)


class PresenceEvent(Event):
    """A new status, and the clients that somebody is on, such as "desktop,web"; sorted."""

    class Status(models.TextChoices):
        ONLINE = "online"
        IDLE = "idle"
        DND = "dnd", "do not disturb"
        OFFLINE = "offline"

    status = models.CharField(max_length=7, choices=Status)
    platforms = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["guild", "at", "member", "platforms"], name="presenceevent_by_guild"
            ),
            models.Index(fields=["member", "at"], name="presenceevent_by_member"),
        ]


class RoleChange(Event):
    """Roles by name, given and taken at once."""

    added = models.JSONField(help_text='["Moderator"]')
    removed = models.JSONField(help_text='["Guest"]')


class JoinEvent(Event):
    account_age_days = models.PositiveIntegerField(help_text="of the account, when it joined")
