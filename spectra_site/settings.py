"""Settings. Every one comes from the environment; docs/settings.md lists them.

With nothing set this is a development site: one process, SQLite, loopback only.
``spectra_site.checks`` refuses to start on anything wrong or missing.
"""

from datetime import timedelta
from pathlib import Path

import dj_database_url
import drf_spectacular_sidecar
from corsheaders.defaults import default_headers
from django.core.management.utils import get_random_secret_key

from spectra_site import env
from spectra_site.secret_key import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))

SPECTRA_ENV = env.choice("SPECTRA_ENV", "development", ("development", "production"))
PRODUCTION = SPECTRA_ENV == "production"
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
JWT_SECRET = env.secret("JWT_SECRET")
if not PRODUCTION:
    try:
        SECRET_KEY = SECRET_KEY or kept_secret_key(DATA_DIR)
        JWT_SECRET = JWT_SECRET or kept_secret_key(DATA_DIR, "jwt_secret")
    except OSError as error:
        hint = "Set it to a folder that this user may write to."
        env.problems.append(
            env.Problem("DATA_DIR", f"DATA_DIR can't be used: {error.strerror}", hint)
        )
# Packages read the key while they load; spectra.E002 then says what is missing.
SECRET_KEY_IS_MISSING = not SECRET_KEY
if SECRET_KEY_IS_MISSING:
    SECRET_KEY = get_random_secret_key()

# Where each role listens.
BIND = env.text("BIND", "0.0.0.0" if PRODUCTION else "127.0.0.1")  # noqa: S104
PORTS = {
    "ingest": env.number("INGEST_PORT", 5100, 1, 65535),
    "extras": env.number("EXTRAS_PORT", 5101, 1, 65535),
    "broadcast": env.number("BROADCAST_PORT", 5200, 1, 65535),
    "guilds": env.number("GUILDS_PORT", 3001, 1, 65535),
    "web": env.number("WEB_PORT", 8000, 1, 65535),
}
SERVER_KEY = env.text("SERVER_KEY")
SERVER_CERT = env.text("SERVER_CERT")
INSECURE = env.flag("INSECURE", default=False)
# How browsers reach us, where a proxy stands between; else by the host they asked for.
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
BROADCAST_URL = env.text("BROADCAST_URL").rstrip("/")
GUILDS_URL = env.text("GUILDS_URL").rstrip("/")

ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", [] if PRODUCTION else [".localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.words(
    "CSRF_TRUSTED_ORIGINS", [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
)
CORS_ORIGINS = env.words("CORS_ORIGINS", ["*"])
GUILD_CORS_ORIGINS = env.words(
    "GUILD_CORS_ORIGINS", ["http://localhost:5173", "http://127.0.0.1:5173"]
)
# What one address, and one socket, may do on the communities' port.
GUILD_CONNECTIONS = env.number("GUILD_CONNECTIONS", 100, 1, 1_000_000)
GUILD_ATTEMPTS = env.number("GUILD_ATTEMPTS", 300, 1, 1_000_000)
GUILD_COOLDOWN = env.number("GUILD_COOLDOWN", 60, 0, 86_400)
GUILD_EVENTS = env.number("GUILD_EVENTS", 50, 1, 1_000_000)
GUILD_SUBSCRIPTIONS = env.number("GUILD_SUBSCRIPTIONS", 100, 1, 1_000_000)
# How many proxies stand before us, each of which adds to X-Forwarded-For.
PROXY_COUNT = env.number("PROXY_COUNT", 0, 0, 9)
# Whether Daphne-Root-Path is a proxy's word; otherwise any client could send it.
TRUST_ROOT_PATH = env.flag("TRUST_ROOT_PATH", default=False)
# Bytes of a request to a page; Socket.IO has a limit of its own. Django has one too, for forms.
MAX_BODY = env.number("MAX_BODY", 1_000_000, 1_024, 1_000_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY

# How WebSockets compress; sizes in bytes.
COMPRESSION_LEVEL = env.number("COMPRESSION_LEVEL", 3, 0, 9)
COMPRESSION_MEM_LEVEL = env.number("COMPRESSION_MEM_LEVEL", 7, 1, 9)
COMPRESSION_THRESHOLD = env.number("COMPRESSION_THRESHOLD", 1024, 0, 1_000_000)
INFLATE_CHUNK = env.number("INFLATE_CHUNK", 10_240, 1024, 1_000_000)

# Who may feed a match.
REQUIRE_AUTH_KEY = env.flag("REQUIRE_AUTH_KEY", default=True)
AUTH_KEY = env.secret("AUTH_KEY")
CLIENT_VERSIONS = env.text("CLIENT_VERSIONS", ">=0.3.3 <1.0.0")

# How long things live, in seconds.
IDLE_MATCH_TIMEOUT = env.number("IDLE_MATCH_TIMEOUT", 1_800, 1, 604_800)
# And in days: what happened in Discord communities.
GUILD_EVENTS_DAYS = env.number("GUILD_EVENTS_DAYS", 90, 1, 36_500)

SPONSOR_LOGO_URL = env.text("SPONSOR_LOGO_URL")
# The site's own names of maps, agents and weapons: a TOML file.
NAMES_FILE = env.text("NAMES_FILE")
# A player's camera: where viewers see it, and where the player switches it on.
PLAYERCAM_VIEW_URL = env.text(
    "PLAYERCAM_VIEW_URL",
    "https://vdo.ninja/?room={session}&view={player}&scene=0&cleanoutput&transparent&noaudio",
)
PLAYERCAM_SEND_URL = env.text(
    "PLAYERCAM_SEND_URL", "https://vdo.ninja/?room={session}&push={player}&view"
)

# Who may look at communities: Discord's users, where the site is registered there, and our own.
DISCORD_CLIENT_ID = env.text("DISCORD_CLIENT_ID")
DISCORD_CLIENT_SECRET = env.secret("DISCORD_CLIENT_SECRET")
# Who watches them: the bot, and the port of its health.
DISCORD_BOT_TOKEN = env.secret("DISCORD_BOT_TOKEN")
BOT_PORT = env.number("BOT_PORT", 3002, 1, 65535)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "guilds"
SIMPLE_JWT = {
    "SIGNING_KEY": JWT_SECRET,
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
}
ACCOUNT_ADAPTER = "guilds.signin.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "guilds.signin.adapter.SignInAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "discord": {
        "provider_class": "guilds.signin.discord.Discord",
        "SCOPE": ["identify", "guilds"],
        "APPS": [{"client_id": DISCORD_CLIENT_ID, "secret": DISCORD_CLIENT_SECRET}]
        if DISCORD_CLIENT_ID
        else [],
    }
}
# Nobody is asked for an e-mail address.
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

INSTALLED_APPS = [
    "daphne",
    "spectra_site",
    "auth_keys",
    "matches",
    "guilds",
    "channels",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "rest_framework_simplejwt.token_blacklist",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.discord",
    "spectra_site.apps.Admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "spectra_site.roles.RoleUrls",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "auth_keys.middleware.OneTimePasswordMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "spectra_site.urls"
ASGI_APPLICATION = "spectra_site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASE_URL = env.address(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'spectra.sqlite3'}",
    ("sqlite", "postgres", "postgresql"),
)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write-ahead logging lets pages read while the commit loop writes; an immediate
    # transaction waits for its turn instead of failing when it first writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.address("REDIS_URL", "", ("redis", "rediss", "unix"))
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A Redis that has frozen must not hold up who asks for something else.
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "realtime.layer.MemoryLayer",
            "CONFIG": {"capacity": 10_000},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

PASSWORD_HASHERS = ["auth_keys.hashing.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "auth_keys.passwords.OneTimePasswordValidator"}]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
# Of the sidecar the Swagger UI alone, and not the 12 MB of another page.
SWAGGER_UI = "drf_spectacular_sidecar/swagger-ui-dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    (SWAGGER_UI, str(Path(drf_spectacular_sidecar.__file__).parent / "static" / SWAGGER_UI)),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "spectra_site.static_files.StaticFiles"},
}

# Only the HTTP extras may be read from other origins; the rest of the site may not.
CORS_URLS_REGEX = (
    r"^/(status|createPreview|preview/[^/]*|getOrgForKey|getTeamInfoForCode|getStats"
    r"|getSupportPackages|api/createSession|api/getNameOverridesAndPlayercams/[^/]+/[^/]+)$"
)
CORS_ALLOW_HEADERS = [*default_headers, "x-organization-key"]
CORS_ALLOW_ALL_ORIGINS = CORS_ORIGINS == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else CORS_ORIGINS

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Spectra",
    "VERSION": "1",
    "DESCRIPTION": (
        "Lists come in pages: follow `next`. Errors are problem documents. Of matches: teams go by "
        "the game's number for them: 0 attacks first. What ends in `_at` is a moment, in `_ms` a "
        "time since the combat of its round began; money is in credits; null is what the feed did "
        "not tell. Of communities: names are those of the rooms on port 3001; ids are Discord's; "
        "all times are UTC."
    ),
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {"TeamNumber": "matches.models.archive.TEAMS"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Browsers talk TLS to us, or to a proxy before us, unless the operator said INSECURE.
SECURE_SSL_REDIRECT = PRODUCTION and not INSECURE
if SECURE_SSL_REDIRECT or PUBLIC_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
# What the rest of the operator's domain does is not ours to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name} {message}", "style": "{"}},
    "filters": {"paths": {"()": "spectra_site.redaction.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["paths"]},
        "refused": {"class": "spectra_site.refused.SecurityHandler"},
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    # Each request and socket would be a line of these.
    "loggers": {
        "daphne": {"level": "WARNING"},
        "django.channels": {"level": "WARNING"},
        "asyncio": {"level": "WARNING"},
        # Below that it logs whole events, and with them what people do.
        "discord": {"level": "WARNING"},
        # Each would be a traceback, or a line, for whatever a stranger asks for.
        "django.security": {"handlers": ["refused"], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
