/** The program of a thread of a crew: one piece of work after another, as it is asked to. */
import { parentPort, workerData } from "node:worker_threads";
import { failureMessage } from "../../compute/threads/worker-errors.js";
import { checkTable } from "../../judge/own/check-table.js";
import { type FileWork, type Shared, workHere } from "./file-work.js";
import type { Answer, Order } from "./messages.js";

const shared = workerData as Shared;
const work: FileWork = workHere(shared);
let abort = new AbortController();

const post = (answer: Answer): void => parentPort!.postMessage(answer);

parentPort!.on("message", (order: Order) => {
  if (order.kind === "interrupt") return abort.abort();
  abort = new AbortController();
  resultOf(order).then(
    (result) => post({ kind: "done", result }),
    (error) => post(failureMessage(error)),
  );
});

async function resultOf(order: Exclude<Order, { kind: "interrupt" }>) {
  if (order.kind === "numbers")
    return work.numbers(order.path, {
      signal: abort.signal,
      onProgress: (share) => post({ kind: "progress", share }),
    });
  const judged = { ...order.judged, checks: checkTable(shared.config.checks) };
  return work.drawing(judged, order.place).done;
}
