/** The program of a reading thread: reads one file after another, in the order it is asked to. */
import { parentPort, workerData } from "node:worker_threads";
import { failureMessage } from "../compute/threads/worker-errors.js";
import { type FilePlace, startReading } from "./reading.js";
import type { ReadingAnswer } from "./reading-threads.js";
import type { Rejudgement } from "./rejudgement.js";

const read = startReading(workerData as Rejudgement);
let before = Promise.resolve();

parentPort!.on("message", (file: FilePlace) => {
  before = before.then(async () => {
    const found = await read(file);
    const answer: ReadingAnswer =
      "unreadable" in found ? failureMessage(found.unreadable) : { kind: "read", ...found };
    parentPort!.postMessage(answer);
  });
});
