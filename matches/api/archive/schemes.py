"""How a caller says who he is, as the OpenAPI document has it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class KeyInHeaderScheme(OpenApiAuthenticationExtension):
    target_class = "matches.api.archive.readers.KeyInHeader"
    name = "readKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A read key of the organisation: issue_key --read, or the admin.",
        }


class KeyInAddressScheme(OpenApiAuthenticationExtension):
    target_class = "matches.api.archive.readers.KeyInAddress"
    name = "readKeyInAddress"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "query", "name": "key"}


class StaffSessionScheme(OpenApiAuthenticationExtension):
    target_class = "matches.api.archive.readers.StaffSession"
    name = "adminSession"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
