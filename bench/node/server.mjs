// A Socket.IO server with the contract's settings, as an overlay server in the field has them:
// rooms, and an emit to the room for each state.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Server } from "socket.io";

const PERIOD_MS = 100;
const DEFLATE = {
  zlibDeflateOptions: { chunkSize: 1024, memLevel: 7, level: 3 },
  zlibInflateOptions: { chunkSize: 10 * 1024 },
  threshold: 1024,
};

const { values: order } = parseArgs({
  options: {
    port: { type: "string" },
    matches: { type: "string" },
    states: { type: "string" },
    deflate: { type: "boolean", default: false },
  },
});
const states = readFileSync(order.states, "utf8").trimEnd().split("\n");
const sent = Array.from({ length: Number(order.matches) }, () => []);

const http = createServer();
const io = new Server(http, { cors: { origin: "*" }, perMessageDeflate: order.deflate && DEFLATE });
io.on("connection", (socket) => {
  socket.on("logon", (argument) => {
    const { groupCode } = JSON.parse(argument);
    socket.join(groupCode);
    const msg = `Logon succeeded for group code ${groupCode}`;
    socket.emit("logon_success", JSON.stringify({ groupCode, msg }));
  });
});

let running = true;

function tick(match) {
  if (!running) return;
  // The clock that the generator reads too, in seconds.
  sent[match].push(Number(process.hrtime.bigint()) / 1e9);
  io.to(`BENCH${match}`).emit("match_data", states[sent[match].length]);
}

function begin() {
  sent.forEach((_, match) => {
    const first = (PERIOD_MS * match) / sent.length;
    setTimeout(() => {
      tick(match);
      setInterval(tick, PERIOD_MS, match);
    }, first);
  });
}

createInterface({ input: process.stdin }).on("line", (line) => {
  if (line === "go") begin();
  else {
    running = false;
    console.log(JSON.stringify(sent));
  }
});
http.listen(Number(order.port), "127.0.0.1", 4096, () => console.log("ready"));
