from django.apps import AppConfig


class GuildsConfig(AppConfig):
    name = "guilds"
    verbose_name = "Communities"

    def ready(self) -> None:
        from guilds.api import cors  # noqa: F401  (has itself asked)
