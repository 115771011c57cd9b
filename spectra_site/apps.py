from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "spectra_site"

    def ready(self) -> None:
        from spectra_site import checks  # noqa: F401  (registers the checks)
