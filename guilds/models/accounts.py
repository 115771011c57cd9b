"""Who may look at which guild, and what was done about it."""

from django.conf import settings
from django.db import models

from .guilds import Guild


class Account(models.Model):
    """A user of the site as the community side knows them. A superuser counts as ADMIN."""

    class Role(models.TextChoices):
        USER = "USER", "User"
        MODERATOR = "MODERATOR", "Moderator"
        ADMIN = "ADMIN", "Admin"
        BANNED = "BANNED", "Banned"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="guild_account"
    )
    discord_id = models.BigIntegerField("Discord ID", unique=True, null=True, blank=True)
    role = models.CharField(max_length=9, choices=Role, default=Role.USER)

    def __str__(self) -> str:
        return str(self.user)


class GuildGrant(models.Model):
    """Lets an account see a guild. Either source is enough."""

    class Source(models.TextChoices):
        DISCORD = "discord", "Discord"
        HAND = "hand", "by hand"

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants", db_index=False)
    guild = models.ForeignKey(Guild, models.CASCADE, related_name="grants")
    source = models.CharField(max_length=7, choices=Source)
    created_at = models.DateTimeField("granted", auto_now_add=True)

    class Meta:
        verbose_name = "grant"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "guild", "source"], name="one_grant_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} sees {self.guild}"


class AuditEntry(models.Model):
    """What was done about grants and people's data, by whom.

    Django's own log of the admin wants a user for each entry; sign-ins and commands have none.
    Of an erasure it keeps how much went, and not who.
    """

    class Action(models.TextChoices):
        GRANTED = "granted"
        WITHDRAWN = "withdrawn"
        ERASED = "erased"
        EXPORTED = "exported"

    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=9, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    guild = models.ForeignKey(Guild, models.SET_NULL, null=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
