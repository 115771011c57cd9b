"""Which versions of the field's client we take, in npm's range syntax."""

from functools import lru_cache

import semantic_version
from django.conf import settings


def is_compatible(version: str) -> bool:
    """Does the version satisfy settings.CLIENT_VERSIONS? What is no version does not."""
    try:
        return semantic_version.Version(version) in _range(settings.CLIENT_VERSIONS)
    except ValueError:
        return False


@lru_cache(maxsize=4)
def _range(text: str) -> semantic_version.NpmSpec:
    return semantic_version.NpmSpec(text)
