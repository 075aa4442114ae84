#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { processIo } from "./io.js";
import { createLog, formatOf } from "./log.js";
import { main } from "./main.js";

// Most functions of a report run for some milliseconds, and V8 spends as long on optimizing them. It
// waits until one has run seven times as long as by default, as those that matter soon have in a
// batch. Later versions count otherwise, and complain of the flag.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=500000");

const io = processIo();

// What escapes every catch, such as a full disk behind stdout, still is one line.
process.on("uncaughtException", (error) => {
  createLog(io, formatOf(process.argv)).error(error);
  process.exit(1);
});

void main(process.argv.slice(2), io).then((status) => {
  process.exitCode = status;
});
