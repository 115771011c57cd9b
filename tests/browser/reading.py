"""What the overlay shows, and what it should show for a state, in the same form."""

from typing import Any

from playwright.sync_api import Page

READ = """() => {
  const field = (root, name) => root.querySelector(`[data-field="${name}"]`);
  const text = (root, name) => field(root, name).textContent;
  const value = (root, name) => field(root, name).dataset.value;
  const number = (root, name) => Number(value(root, name));
  const team = (side) => {
    const box = document.querySelector(`[data-team="${side}"]`);
    return {
      tricode: text(box, "tricode"),
      name: text(box, "team-name"),
      score: Number(text(box, "score")),
      attacking: box.dataset.attacking === "true",
      timeouts: number(box, "timeouts-left"),
      maps: number(box, "maps-won"),
      players: [...document.querySelectorAll(`[data-players="${side}"] [data-player]`)].map(player),
    };
  };
  const player = (card) => ({
    id: card.dataset.player,
    name: text(card, "name"),
    agent: text(card, "agent"),
    alive: card.dataset.alive === "true",
    observed: card.dataset.observed === "true",
    spike: card.dataset.spike === "true",
    health: number(card, "health"),
    armour: value(card, "armour"),
    weapon: value(card, "weapon"),
    credits: Number(text(card, "credits").replaceAll(",", "")),
    ult: [number(card, "ultimate"), field(card, "ultimate").children.length],
    ultReady: card.dataset.ultReady === "true",
    kda: ["kills", "deaths", "assists"].map((name) => Number(text(card, name))),
    badge: value(card, "badge"),
  });
  return {
    teams: [team("left"), team("right")],
    round: number(document, "round"),
    phase: value(document, "phase"),
    map: text(document, "map"),
    event: text(document, "event"),
  };
}"""


def shown(page: Page) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(READ)
    return result


def expected(state: dict[str, Any]) -> dict[str, Any]:
    """What a page should show for a sane state without name overrides."""
    return {
        "teams": [_team(state, index) for index in (0, 1)],
        "round": state["roundNumber"],
        "phase": state["roundPhase"],
        "map": "" if state["map"] == "Loading" else state["map"],
        "event": state["tools"]["tournamentInfo"]["name"],
    }


def _team(state: dict[str, Any], index: int) -> dict[str, Any]:
    team = state["teams"][index]
    series = state["tools"]["seriesInfo"]
    return {
        "tricode": team["teamTricode"],
        "name": team["teamName"],
        "score": team["roundsWon"],
        "attacking": team["isAttacking"],
        "timeouts": state["tools"]["timeoutCounter"]["left" if index == 0 else "right"],
        "maps": series["wonLeft" if index == 0 else "wonRight"],
        "players": [_player(player) for player in team["players"]],
    }


def _player(player: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": player["riotId"],
        "name": player["name"],
        "agent": player["agentProper"] if player["agentInternal"] else "",
        "alive": player["isAlive"],
        "observed": player["isObserved"],
        "spike": player["hasSpike"],
        "health": player["health"],
        "armour": player.get("armorName", ""),
        "weapon": player.get("highestWeapon", ""),
        "credits": player["money"],
        "ult": [player["currUltPoints"], player["maxUltPoints"]],
        "ultReady": player["ultReady"] and player["maxUltPoints"] > 0,
        "kda": [player["kills"], player["deaths"], player["assists"]],
        "badge": player["iconNameSuffix"],
    }
