// The line to the guild port. It never gives up, and is renewed before its token ends: the new
// connection is there before the old one goes, so that nothing is missed. Meanwhile events come
// twice.

import { io } from "../../vendor/socket.io/socket.io.esm.min.js";
import { newToken } from "./token.js";

export const EVENTS = [
  "message:new",
  "presence:update",
  "role:change",
  "user:join",
  "alert:multiClient",
];

const ROOMS = ["subscribe:guild", "subscribe:analytics"];
const RENEW_AT = 0.8; // of a token's life
const RETRY_MS = 5000;
const ANSWER_MS = 5000;
const OPTIONS = {
  forceNew: true,
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelay: 500,
  reconnectionDelayMax: 2000,
  timeout: 5000,
};

/**
 * Follows a guild for as long as the page is open.
 *
 * @param tell.onEvent called with an event's name and payload
 * @param tell.onAnalytics called with the payload of analytics:update
 * @param tell.onStatus called with "live", or with "down" and why, if the server said so
 * @param tell.onProblem called when the token can't be renewed, with the error and the time until
 *   which the line holds (0: it is down); and with null when it is renewed
 */
export function follow({ server, guildId, tokenUrl }, tell) {
  let line = null; // the newest connection that was let into the rooms
  let coming = null; // the newest of all
  let isLive = false;
  let said = ""; // why the server ends a connection
  let endsAt = 0;
  let timer = null;

  const renewIn = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(renew, ms);
  };

  async function renew() {
    try {
      const { token, goodForMs } = await newToken(tokenUrl);
      tell.onProblem(null, 0);
      endsAt = Date.now() + goodForMs;
      open(token);
      renewIn(goodForMs * RENEW_AT);
    } catch (error) {
      console.warn("No token", error);
      tell.onProblem(error, line?.connected ? endsAt : 0);
      renewIn(RETRY_MS);
    }
  }

  function open(token) {
    const socket = io(server, { ...OPTIONS, auth: { token } });
    const old = coming;
    coming = socket;
    if (old !== line) old.disconnect();
    socket.on("connect", () => subscribe(socket));
    socket.on("connect_error", ({ message }) => fail(socket, socket.active ? said : message));
    socket.on("disconnect", () => fail(socket, said));
    socket.on("error", ({ message }) => {
      said = message;
      subscribe(socket); // the answer shows whether we are still in the rooms
    });
    socket.on("analytics:update", tell.onAnalytics);
    for (const event of EVENTS) socket.on(event, (payload) => tell.onEvent(event, payload));
  }

  async function subscribe(socket) {
    try {
      const asked = ROOMS.map((room) => socket.timeout(ANSWER_MS).emitWithAck(room, guildId));
      const refused = (await Promise.all(asked)).find(({ ok }) => !ok);
      if (refused) dismiss(socket, refused.error);
      else take(socket);
    } catch (error) {
      console.warn("No answer", error);
      if (socket.connected) dismiss(socket, "");
    }
  }

  function take(socket) {
    const old = line;
    line = socket;
    said = "";
    if (old !== line) old?.disconnect();
    if (!isLive) tell.onStatus("live", "");
    isLive = true;
  }

  function dismiss(socket, why) {
    said = why;
    socket.disconnect();
  }

  function fail(socket, why) {
    if (socket !== coming && socket !== line) return;
    if (!line?.connected) {
      isLive = false;
      tell.onStatus("down", why);
    }
    // After a refusal or a disconnect by the server the client stops for good.
    if (!socket.active) renewIn(RETRY_MS);
  }

  renew();
}
