"""Sessions in which a crew names players and switches cameras on."""

from django.db import models

from auth_keys.models import Organisation


class PlayercamSession(models.Model):
    """What one crew has set. The live match of its groupCode and organisation follows it."""

    # Public: the front end makes the name of the video room of it.
    identifier = models.CharField(max_length=32, unique=True)
    # The secret itself is in the crew's link alone.
    secret_digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    group_code = models.CharField(max_length=32, blank=True, db_index=True)
    # In the order in which they came: {"name": full name, "shown": name to show, "camera": bool}.
    players = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0, help_text="counts the changes")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "player camera session"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.identifier
