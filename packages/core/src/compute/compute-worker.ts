/** The program of a compute worker: does tasks of the phase it is told, until there are none. */
import { parentPort, workerData } from "node:worker_threads";
import { phasesOf, taskRunner } from "./fast-tasks.js";
import { fastThread } from "./fast-thread.js";
import { failureMessage, type WorkerMessage, type WorkerStart } from "./worker-messages.js";

const { job, memory, module, control, index } = workerData as WorkerStart;
const phases = phasesOf(job);
const thread = fastThread(job, memory, module, index);
const post = (message: WorkerMessage): void => parentPort!.postMessage(message);

parentPort!.on("message", (phase: number) => {
  try {
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
  } catch (error) {
    post(failureMessage(error));
  }
});
