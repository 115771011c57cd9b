"""What must be right before anything is served: problems as lines that say how to mend them."""

from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def problems_with_settings() -> tuple[list[str], list[str]]:
    """Errors, which forbid a start, and warnings, from the system checks."""
    errors: list[str] = []
    warnings: list[str] = []
    for found in run_checks():
        if not found.is_silenced():
            line = f"{found.id}: {found.msg}. {found.hint or ''}".rstrip()
            (errors if found.is_serious() else warnings).append(line)
    return errors, warnings


def problems_with_database() -> list[str]:
    """Why the database can't be used as it is."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return [f"The database can't be read: {str(error).splitlines()[0]}. See DATABASE_URL."]
    finally:
        connection.close()
    return ["The database lacks tables of this version. Run manage.py migrate."] if missing else []


def problems_with_static_files() -> list[str]:
    """Why the admin and the overlay page can't be shown; matches run all the same."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    return ["No page can be shown without its static files. Run manage.py collectstatic."]
