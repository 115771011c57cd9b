// Code as overlay makers write it: `make check` holds the module's types to it. It never runs.

import { io } from "socket.io-client";
import { type MatchState, matchStream, patched } from "../../static/overlay/match-stream.js";

const stream = matchStream(io("http://localhost:5200"), "CUP");

const end: () => void = stream.listen((state: MatchState, version: number) => {
  const [left, right] = state.teams;
  const healths: number[] = [...left.players, ...right.players].map((player) => player.health);
  const clock: number | undefined = state.roundTimeoutTime;
  const sponsors: unknown = state.tools["sponsorInfo"];
  console.log(version, healths, clock, sponsors);
  // @ts-expect-error: a state that was handed out is not to be changed
  state.map = "Icebox";
});

// @ts-expect-error: there may be no state yet
console.log(stream.state.map);
const later: { map: string } = patched({ map: "Bind" }, [
  { op: "replace", path: "/map", value: "Icebox" },
  { op: "remove", path: "/gone" },
]);
// @ts-expect-error: the server knows three operations
patched(later, [{ op: "move", from: "/map", path: "/place" }]);
end();
stream.close();
