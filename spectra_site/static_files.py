"""How static files are served: compressed, under names with a hash of their content."""

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also writes the hashed names into the imports of JavaScript modules.

    Without it a browser that keeps files for a year would mix new modules with old ones.
    """

    support_js_module_import_aggregation = True
