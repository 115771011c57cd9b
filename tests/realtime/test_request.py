"""What the Engine.IO library is told of a request."""

from typing import Any

from realtime.request import translated


class Request:
    """A request whose parts arrive one after the other."""

    def __init__(self, *parts: dict[str, Any], **scope: Any) -> None:
        self.parts = list(parts)
        self.scope: dict[str, Any] = {"query_string": b"", "headers": []} | scope

    async def receive(self) -> dict[str, Any]:
        return self.parts.pop(0)

    async def environ(self) -> dict[str, Any]:
        return await translated(self.scope, self.receive, None)


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_a_request_has_its_method_query_and_headers() -> None:
    headers = [(b"host", b"example.org"), (b"content-length", b"3"), (b"accept-encoding", b"br")]
    request = Request(part(b"abc"), method="POST", query_string=b"EIO=4&sid=x", headers=headers)
    environ = await request.environ()
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["QUERY_STRING"] == "EIO=4&sid=x"
    assert environ["HTTP_HOST"] == "example.org"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["HTTP_ACCEPT_ENCODING"] == "br"


async def test_a_websocket_is_a_get() -> None:
    environ = await Request({"type": "websocket.connect"}).environ()
    assert environ["REQUEST_METHOD"] == "GET"
    assert await environ["wsgi.input"].read(0) == b""


async def test_headers_of_one_name_are_one_list() -> None:
    headers = [(b"x-forwarded-for", b"a"), (b"x-forwarded-for", b"b")]
    environ = await Request(part(b""), headers=headers).environ()
    assert environ["HTTP_X_FORWARDED_FOR"] == "a,b"


async def test_a_header_that_is_no_utf8_does_no_harm() -> None:
    environ = await Request(part(b""), headers=[(b"origin", b"\xff")]).environ()
    assert environ["HTTP_ORIGIN"] == "\N{REPLACEMENT CHARACTER}"


async def test_a_proxy_says_whether_the_client_came_by_tls() -> None:
    headers = [(b"x-forwarded-proto", b"https")]
    assert (await Request(part(b"")).environ())["wsgi.url_scheme"] == "http"
    assert (await Request(part(b""), headers=headers).environ())["wsgi.url_scheme"] == "https"


async def test_a_body_is_read_in_parts_and_no_further_than_its_length() -> None:
    request = Request(part(b"abc", more=True), part(b"def", more=True), part(b"ghi"))
    body = (await request.environ())["wsgi.input"]
    assert await body.read(5) == b"abcde"
    assert request.parts == [part(b"ghi")]


async def test_a_body_ends_where_its_client_goes() -> None:
    request = Request(part(b"abc", more=True), {"type": "http.disconnect"})
    assert await (await request.environ())["wsgi.input"].read(9) == b"abc"
