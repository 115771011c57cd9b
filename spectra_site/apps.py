from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class SiteConfig(AppConfig):
    name = "spectra_site"

    def ready(self) -> None:
        from spectra_site import checks  # noqa: F401  (registers the checks)


class Admin(admin_apps.AdminConfig):
    default = False  # of this package; INSTALLED_APPS names it
    default_site = "spectra_site.admin_site.AdminSite"
