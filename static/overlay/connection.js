// The line to the broadcast server. It never gives up; the stream logs on after every connect.

import { io } from "../vendor/socket.io/socket.io.esm.min.js";
import { matchStream } from "./match-stream.js";

const RETRY_MS = 1000;
// A live match answers a logon with its state at once. A board that is on air gets more patience:
// a server that has just restarted may still be reading its matches.
const NO_MATCH_MS = { blank: 300, onAir: 3000 };

/**
 * Statuses: "connecting", "unreachable" (never connected yet), "lost", "waiting" (no match of this
 * code is live) and "live".
 *
 * @param onState called with each state; what has not changed is the same object as before
 * @param onStatus called with the status whenever it may have changed
 */
export function follow(server, groupCode, { onState, onStatus }) {
  const socket = io(server, {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: RETRY_MS / 2,
    reconnectionDelayMax: 2 * RETRY_MS,
    timeout: 5 * RETRY_MS,
  });
  let patience = NO_MATCH_MS.blank;
  let silence = null;

  const waitForState = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      patience = NO_MATCH_MS.blank;
      onStatus("waiting");
    }, patience);
  };
  const retry = (status) => {
    clearTimeout(silence);
    onStatus(status);
    // After a refusal or a disconnect by the server the client stops for good; on air it must not.
    if (!socket.active) setTimeout(() => socket.connect(), RETRY_MS);
  };

  let lost = "unreachable";
  onStatus("connecting");
  socket.on("connect", () => {
    lost = "lost";
  });
  socket.on("connect_error", () => retry(lost));
  socket.on("disconnect", () => retry(lost));
  socket.on("logon_success", waitForState);
  matchStream(socket, groupCode).listen((state) => {
    clearTimeout(silence);
    patience = NO_MATCH_MS.onAir;
    onStatus("live");
    onState(state);
  });
}
