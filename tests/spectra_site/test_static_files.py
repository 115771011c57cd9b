"""Static files as they are served: under hashed names, also from one module to another."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from spectra_site import settings as as_they_are_served

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STORAGES = as_they_are_served.STORAGES
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_every_module_imports_the_others_by_names_that_change_with_their_content(
    collected: Path,
) -> None:
    modules = [path for path in (collected / "overlay").glob("*.js") if HASHED.search(path.name)]
    imports = [
        (path, found)
        for path in modules
        for found in re.findall(r'^import .* from "([^"]+)";', path.read_text(), re.MULTILINE)
    ]
    assert len(imports) > 20
    for path, found in imports:
        assert HASHED.search(found), f"{path.name} imports {found}"
        assert (path.parent / found).is_file()
