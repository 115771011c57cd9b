"""toolsData: what the producer has set up, with defaults where nothing usable was sent.

What the client sends replaces a whole section, and sections that nobody knows are kept. A
field that the server reads itself falls back to its default where its type is wrong, so
that no set-up, however odd, keeps a match from starting.
"""

from typing import Any

_MAX_DEPTH = 32
_LARGEST = 2**63
_LONGEST_S = 3_600
_MOST_TIMEOUTS = 99


def default_tools() -> dict[str, Any]:
    """toolsData of a match for which nothing was set up."""
    return {
        "seriesInfo": {"needed": 1, "wonLeft": 0, "wonRight": 0, "mapInfo": []},
        "seedingInfo": {"left": "", "right": ""},
        "tournamentInfo": {"name": "", "logoUrl": "", "backdropUrl": ""},
        "timeoutDuration": 60,
        "timeoutCounter": {"max": 2, "left": 2, "right": 2},
        "timeoutCancellationGracePeriod": 10,
        "sponsorInfo": {"enabled": False, "duration": 5, "sponsors": []},
        "watermarkInfo": {"spectraWatermark": True, "customTextEnabled": False, "customText": ""},
        "playercamsInfo": {
            "enable": False,
            "removeTricodes": False,
            "identifier": "",
            "secret": "",
            "endTime": 0,
            "enabledPlayers": [],
        },
        "nameOverrides": {"overrides": "[]"},
        "roundWinBox": {"type": "disabled", "sponsors": []},
    }


def public_tools(sent: Any, *, is_supporter: bool, sponsor_logo_url: str) -> dict[str, Any]:
    """The toolsData that overlays get: defaults merged in, secrets left out.

    An organisation that is no supporter keeps our watermark, has one round sponsor at most,
    and shows the site's own logo among its sponsors, where a URL for one is configured.
    """
    tools = _merged(_plain(sent))
    _repair(tools)
    if not is_supporter:
        _apply_supporter_rules(tools, sponsor_logo_url)
    for name in ("secret", "endTime"):
        tools["playercamsInfo"].pop(name, None)
    for sponsor in tools["roundWinBox"].get("sponsors", []):
        # The spelling that the field's front end reads.
        if isinstance(sponsor, dict) and "roundCeremony" in sponsor:
            sponsor["roundCeremonie"] = sponsor["roundCeremony"]
    return tools


def _plain(value: Any, depth: int = 0) -> Any:
    """A copy that any JSON encoder and any database takes."""
    if isinstance(value, dict) and depth < _MAX_DEPTH:
        return {_text(str(key)): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth < _MAX_DEPTH:
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, str):
        return _text(value)
    # NaN is in no range.
    if isinstance(value, int | float) and -_LARGEST < value < _LARGEST:
        return value
    return None


def _text(value: str) -> str:
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _merged(sent: Any) -> dict[str, Any]:
    tools = default_tools()
    for name, section in (sent if isinstance(sent, dict) else {}).items():
        if not isinstance(tools.get(name), dict) or isinstance(section, dict):
            tools[name] = section
    return tools


def _repair(tools: dict[str, Any]) -> None:
    """Puts right the fields that the server reads itself."""
    tools["timeoutDuration"] = _whole(tools["timeoutDuration"], 60, 1, _LONGEST_S)
    tools["timeoutCancellationGracePeriod"] = _whole(
        tools["timeoutCancellationGracePeriod"], 10, 0, _LONGEST_S
    )
    maximum = _whole(tools["timeoutCounter"].get("max"), 2, 0, _MOST_TIMEOUTS)
    tools["timeoutCounter"].update(max=maximum, left=maximum, right=maximum)
    _retype(tools["sponsorInfo"], enabled=False, sponsors=[])
    _retype(tools["watermarkInfo"], spectraWatermark=True, customTextEnabled=False)
    _retype(tools["playercamsInfo"], enable=False, removeTricodes=False)
    _retype(tools["roundWinBox"], type="disabled", sponsors=[])


def _whole(value: Any, default: int, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return int(min(max(value, low), high))


def _retype(section: dict[str, Any], **defaults: Any) -> None:
    for name, default in defaults.items():
        if name in section and not isinstance(section[name], type(default)):
            section[name] = default


def _apply_supporter_rules(tools: dict[str, Any], sponsor_logo_url: str) -> None:
    tools["watermarkInfo"].update(spectraWatermark=True, customTextEnabled=False)
    box = tools["roundWinBox"]
    sponsors = box.get("sponsors", [])
    if box.get("type") == "sponsors" and len(sponsors) > 1:
        first = sponsors[0] if isinstance(sponsors[0], dict) else {}
        box["sponsors"] = [{**first, "roundCeremony": ["all"], "wonTeam": "all"}]
    info = tools["sponsorInfo"]
    if info.get("enabled") and sponsor_logo_url:
        info["sponsors"] = [*info.get("sponsors", []), sponsor_logo_url]
