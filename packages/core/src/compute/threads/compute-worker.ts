/** The program of a compute worker: does tasks of the phases it is given, until there are none. */
import { parentPort } from "node:worker_threads";
import { type FastPhase, phasesOf, taskRunner } from "../fast/tasks.js";
import { type FastThread, fastThread } from "../fast/thread.js";
import { failureMessage } from "./worker-errors.js";
import type { WorkerMessage, WorkerOrder } from "./worker-messages.js";

interface Work {
  phases: FastPhase[];
  thread: FastThread;
  control: Int32Array;
}
let work: Work | null = null;

const post = (message: WorkerMessage): void => parentPort!.postMessage(message);

parentPort!.on("message", (order: WorkerOrder) => {
  try {
    if (order.kind === "forget") work = null;
    else if (order.kind === "start") {
      const { job, memory, module, control, index } = order;
      // A worker that comes up after the work is done has nothing to prepare for.
      if (Atomics.load(control, 0) !== 0) return;
      work = { phases: phasesOf(job), thread: fastThread(job, memory, module, index), control };
    } else if (work) doTasks(work, order.phase);
  } catch (error) {
    post(failureMessage(error));
  }
});

function doTasks({ phases, thread, control }: Work, phase: number): void {
  const { tasks } = phases[phase]!;
  const run = taskRunner(thread, phases[phase]!);
  for (;;) {
    const task = Atomics.add(control, 1 + phase, 1);
    if (task >= tasks.length) return;
    const steps = run(task);
    let step = steps.next();
    for (; !step.done; step = steps.next()) if (Atomics.load(control, 0) !== 0) return;
    post({ kind: "done", phase, task, result: step.value });
  }
}
