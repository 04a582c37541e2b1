from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "goldseam.vault"
    label = "vault"
