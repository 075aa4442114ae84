/** The program of a judging thread: reads and judges one file after another, as it is asked to. */
import { parentPort, workerData } from "node:worker_threads";
import { failureMessage } from "../compute/threads/worker-errors.js";
import type { WatchSettings } from "../judge/watch.js";
import { type FilePlace, startJudging } from "./judging.js";
import type { JudgingAnswer } from "./judging-thread.js";
import { toldFile } from "./told-file.js";

const judge = startJudging(workerData as WatchSettings);
let before = Promise.resolve();

parentPort!.on("message", (file: FilePlace) => {
  before = before.then(async () => {
    const found = await judge(file);
    const answer: JudgingAnswer =
      "unreadable" in found
        ? failureMessage(found.unreadable)
        : { kind: "judged", told: toldFile(found.verdicts) };
    parentPort!.postMessage(answer);
  });
});
