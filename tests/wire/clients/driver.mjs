// Drives unmodified socket.io clients on behalf of a test: commands come in on stdin, all that
// the clients see goes out on stdout, one JSON object per line.
//
//   in   {op: "connect", name, url, options}      a new client of that name
//        {op: "emit", name, event, args, ack?}    ack: a number; its answer comes as "ack"
//        {op: "disconnect" | "drop" | "info", name}
//   out  {name, event, args, t}                   t: ms since the driver started
//
// Beside the server's events, `event` is one of the client's own: connect [info],
// disconnect [reason], connect_error [message], upgrade [transport], ack [number, ...answer],
// info [info]; info is {connected, id, recovered, transport}.

import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const clients = new Map();

function tell(name, event, ...args) {
  const t = Math.round(performance.now());
  process.stdout.write(JSON.stringify({ name, event, args, t }) + "\n");
}

function describe(socket) {
  return {
    connected: socket.connected,
    id: socket.id ?? null,
    recovered: Boolean(socket.recovered),
    transport: socket.io.engine?.transport?.name ?? null,
  };
}

function connect({ name, url, options }) {
  const socket = io(url, { ...options, forceNew: true, autoConnect: false });
  clients.set(name, socket);
  socket.on("connect", () => tell(name, "connect", describe(socket)));
  socket.on("disconnect", (reason) => tell(name, "disconnect", reason));
  socket.on("connect_error", (error) => tell(name, "connect_error", error.message));
  socket.onAny((event, ...args) => tell(name, event, ...args));
  // Each connection has an engine of its own, and only an engine knows of its upgrade.
  socket.io.on("open", () => {
    socket.io.engine.on("upgrade", (transport) => tell(name, "upgrade", transport.name));
  });
  socket.connect();
}

function emit({ name, event, args, ack }) {
  const answer = ack === undefined ? [] : [(...given) => tell(name, "ack", ack, ...given)];
  clients.get(name).emit(event, ...args, ...answer);
}

// As a bad line would: the server is not told, and the client takes it for an accident.
function drop({ name }) {
  const { engine } = clients.get(name).io;
  if (engine.transport.name === "websocket") engine.transport.ws.terminate();
  else engine.transport.onError("dropped by the test");
}

const commands = {
  connect,
  emit,
  drop,
  disconnect: ({ name }) => clients.get(name).disconnect(),
  info: ({ name }) => tell(name, "info", describe(clients.get(name))),
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    commands[command.op](command);
  })
  .on("close", () => process.exit(0));
