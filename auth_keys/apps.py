from django.apps import AppConfig


class AuthKeysConfig(AppConfig):
    name = "auth_keys"
    verbose_name = "Organisations and keys"
