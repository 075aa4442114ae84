#!/usr/bin/env node
import { processIo } from "./io.js";
import { createLog } from "./log.js";
import { main } from "./main.js";

const io = processIo();

// What escapes every catch, such as a full disk behind stdout, still is one line.
process.on("uncaughtException", (error) => {
  createLog(io, "text").error(error);
  process.exit(1);
});

void main(process.argv.slice(2), io).then((status) => {
  process.exitCode = status;
});
