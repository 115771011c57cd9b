"""Organisations, their keys, and passwords that may be used once."""

from django.conf import settings
from django.db import models

from auth_keys.keys import PREFIX_LENGTH


class AuxiliaryPolicy(models.TextChoices):
    """Who may send for a player as an auxiliary client in an organisation's matches."""

    OPEN = "open", "Open"
    ROSTER = "roster", "Roster only"
    OFF = "off", "Off"


class Organisation(models.Model):
    """A producer of broadcasts. Its keys open its matches."""

    name = models.CharField(max_length=64, unique=True)
    slug = models.SlugField(max_length=64, unique=True, help_text="Names it on the command line.")
    is_supporter = models.BooleanField(
        "supporter", default=False, help_text="May replace the watermark and show all its sponsors."
    )
    auxiliary_policy = models.CharField(
        "auxiliary clients",
        max_length=6,
        choices=AuxiliaryPolicy,
        default=AuxiliaryPolicy.OPEN,
        help_text="Players' own clients, which hold no key. Open: anyone who knows the match ID. "
        "Roster only: clients of players in the match.",
    )
    created_at = models.DateTimeField("created", auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Key(models.Model):
    """What is known of a key. Its text is shown once, when it is issued, and never stored."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="%(class)ss")
    label = models.CharField(max_length=64, help_text="Where it is used: a person, a machine.")
    prefix = models.CharField("key", max_length=PREFIX_LENGTH, db_index=True)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("created")
    expires_at = models.DateTimeField("expires", null=True)
    revoked_at = models.DateTimeField("revoked", null=True)
    last_used_at = models.DateTimeField("last used", null=True)
    replaced_by = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="replaces", editable=False
    )

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"


class ObserverKey(Key):
    """Opens and feeds matches of its organisation, and reads nothing."""


class ReadKey(Key):
    """Reads its organisation's part of the archive, and feeds nothing.

    A table of its own: what asks for one kind of key can't come by the other.
    """


class OneTimePassword(models.Model):
    """Marks a user whose password came from the first set-up and must be changed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="one_time_password"
    )

    def __str__(self) -> str:
        return str(self.user)
