from django.apps import AppConfig
from django.conf import settings


class MatchesConfig(AppConfig):
    name = "matches"
    verbose_name = "Matches"

    def ready(self) -> None:
        from matches import names_file

        if settings.NAMES_FILE:
            names_file.lay_over(settings.NAMES_FILE)
