/** The program of a judging thread: reads and judges one file after another, as it is asked to. */
import { parentPort, workerData } from "node:worker_threads";
import { failureMessage } from "../compute/threads/worker-errors.js";
import { type FilePlace, type PostedTeller, receivedTeller, startJudging } from "./judging.js";
import type { JudgingAnswer } from "./judging-thread.js";

const judge = startJudging(receivedTeller(workerData as PostedTeller));
let before = Promise.resolve();

parentPort!.on("message", (file: FilePlace) => {
  before = before.then(async () => {
    const found = await judge(file);
    const answer: JudgingAnswer =
      "unreadable" in found ? failureMessage(found.unreadable) : { kind: "judged", ...found };
    parentPort!.postMessage(answer);
  });
});
