"""Django settings, worked out from `goldseam.conf`. No secret and no machine path lives here."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

try:  # Debian's SQLite has the WAL-reset bug; the wheel carries a mended one (security.md §4.2)
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # `goldseam check` says what to do
    pass

from goldseam import conf as _conf

CONF = _conf.load()
BASE_DIR = Path(__file__).resolve().parent
_packed = BASE_DIR / "_content"
CONTENT_DIR = _packed if _packed.is_dir() else BASE_DIR.parent / "content"

DEBUG = False
SECRET_KEY = CONF.secret_key()
ALLOWED_HOSTS = [CONF.host] + (["127.0.0.1", "[::1]", "localhost"] if not CONF.https else [])
CSRF_TRUSTED_ORIGINS = [CONF.origin] if CONF.https else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "goldseam.vault",
    "goldseam.people",
    "goldseam.safety",
    "goldseam.insight",
    "goldseam.tools",
    "goldseam.today",
    "goldseam.path",
    "goldseam.exports",
    "goldseam.web",
]

MIDDLEWARE = [
    "goldseam.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "goldseam.urls"
WSGI_APPLICATION = "goldseam.wsgi.application"
AUTH_USER_MODEL = "people.Account"
SESSION_ENGINE = "goldseam.vault.sessions"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "goldseam.web.context.shell"]},
    }
]


def _database(url: str) -> dict[str, object]:
    if url:
        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(CONF.data / "goldseam.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON",
        },
    }


DATABASES = {"default": _database(CONF.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"

STATIC_URL = "/s/"
STATIC_ROOT = CONF.data / "static"
# Hashed, compressed names once `collectstatic` has run (`goldseam serve` does); straight from the source tree until then.
_hashed = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _hashed
