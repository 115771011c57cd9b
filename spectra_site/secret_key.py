"""The secrets of a development site: made once, then kept beside its database."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(folder: Path, name: str = "secret_key") -> str:
    """The key in ``folder/<name>``; made (readable by its owner alone) where there is none."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unique = folder / f"{name}.{os.getpid()}"
        with os.fdopen(os.open(unique, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
        try:
            os.link(unique, path)  # of two processes that start at once, the first one wins
        except FileExistsError:
            pass
        finally:
            unique.unlink()
    return path.read_text()
