"""Communities, their channels and members, under the ids that Discord gave them."""

from django.db import models

from auth_keys.models import Organisation
from guilds.values import LONGEST_NAME


class Guild(models.Model):
    """A Discord community that the bot is or was in."""

    discord_id = models.BigIntegerField("Discord ID", primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME)
    icon = models.CharField(max_length=64, blank=True, help_text="hash of the picture")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="guilds"
    )
    present = models.BooleanField("bot is there", default=True)
    created_at = models.DateTimeField("first seen", auto_now_add=True)

    class Meta:
        ordering = ["name", "discord_id"]

    def __str__(self) -> str:
        return self.name


class GuildChannel(models.Model):
    """A channel under its newest name; it goes when its guild goes."""

    discord_id = models.BigIntegerField("Discord ID", primary_key=True)
    guild = models.ForeignKey(Guild, models.CASCADE, related_name="channels")
    name = models.CharField(max_length=LONGEST_NAME)

    def __str__(self) -> str:
        return f"#{self.name}"


class Member(models.Model):
    """Somebody in a guild. In another guild the same person is another member."""

    guild = models.ForeignKey(Guild, models.CASCADE, related_name="members", db_index=False)
    discord_id = models.BigIntegerField("Discord ID", db_index=True)
    username = models.CharField(max_length=LONGEST_NAME)
    display_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    joined_at = models.DateTimeField("joined", null=True, blank=True)
    account_created_at = models.DateTimeField("account made", help_text="by its Discord ID")
    left_at = models.DateTimeField("left", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guild", "discord_id"], name="one_member_per_guild")
        ]

    def __str__(self) -> str:
        return self.username
