// An unmodified socket.io client that asks a server for states (tests/support/torrent.py) and
// checks each: node versions.mjs URL TOTAL. Ends with 0 when it has seen all, each once, in order.

import { io } from "socket.io-client";

const [url, total] = process.argv.slice(2);
const socket = io(url, { transports: ["websocket"] });
const atOnce = 200; // few enough for the line to hold, so that none is passed over
let seen = 0;

function fail(why) {
  console.error(`after ${seen} states: ${why}`);
  process.exit(1);
}

socket.on("connect", () => socket.emit("more", atOnce));
socket.on("disconnect", fail);
socket.on("connect_error", (error) => fail(error.message));
socket.on("refused", fail);
socket.on("match_data", (text) => {
  const { version, roster } = JSON.parse(text);
  if (version !== seen + 1) fail(`version ${version}`);
  if (!roster.endsWith(String(version)) || roster.length < 1_000) fail(`roster ${roster}`);
  seen = version;
  if (seen === Number(total)) process.exit(0);
  if (seen % atOnce === 0) socket.emit("more", atOnce);
});
