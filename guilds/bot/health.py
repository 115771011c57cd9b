"""The bot's own `/readyz`: its process serves nothing else."""

from aiohttp import web
from django.http import HttpRequest

from spectra_site.health import readyz
from spectra_site.threads import in_thread


async def serve_health(host: str, port: int) -> web.AppRunner:
    """Serve it until ``cleanup()`` of what this returns. Raises OSError for a port in use."""
    application = web.Application()
    application.router.add_get("/readyz", _readyz)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner


async def _readyz(_: web.Request) -> web.Response:
    """What the same page says on every other port."""
    asked = HttpRequest()
    asked.method = "GET"
    answer = await in_thread(readyz, asked)
    return web.Response(
        status=answer.status_code, body=answer.content, headers=dict(answer.items())
    )
