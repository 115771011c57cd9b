"""The page that lists the overlay's options, and the example that it shows them on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from matches import overlay_example, overlay_options
from matches.pages import DEMO_CODE, overlay_answer
from spectra_site import clock
from spectra_site.pages import content_security_policy, page

FIRST_MOMENT = next(iter(overlay_example.MOMENTS))


@page
def options(request: HttpRequest) -> HttpResponse:
    """Every option of the overlay's address, to be tried on an example."""
    context = {
        "themes": overlay_options.THEMES.items(),
        "elements": overlay_options.ELEMENTS.items(),
        "parameters": overlay_options.PARAMETERS.items(),
        "moments": overlay_example.MOMENTS,
        "scales": overlay_options.SCALES,
        "demo_code": DEMO_CODE,
    }
    response = render(request, "site/overlay_options.html", context)
    response["Content-Security-Policy"] = content_security_policy(frames="'self'")
    return response


@page
def example(request: HttpRequest) -> HttpResponse:
    """The overlay of a simulated match at `?moment=`; the first moment where there is no such."""
    asked = request.GET.copy()
    moment = asked.pop("moment", [FIRST_MOMENT])[-1]
    if moment not in overlay_example.MOMENTS:
        moment = FIRST_MOMENT
    chosen = overlay_options.read(dict(asked.lists()))
    state = overlay_example.example(moment, clock.now_ms())
    return overlay_answer(request, overlay_example.CODE, chosen, example=state)
