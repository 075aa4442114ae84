/** The threads of the fast engine: the calling one and workers, on one shared memory. */
import type { Worker } from "node:worker_threads";
import { workerProgram } from "../../worker-program.js";
import { type FastPhase, phasesOf, type TaskResult, taskRunner } from "../fast/tasks.js";
import { type FastThread, fastThread } from "../fast/thread.js";
import type { Pacer } from "../pacing.js";
import { borrowWorker, returnWorker } from "./idle-workers.js";
import { failureOf, listen, stopListening } from "./worker-errors.js";
import type { WorkerMessage, WorkerOrder, WorkerStart } from "./worker-messages.js";

/** What the calling thread does of a phase, besides tasks that every thread can do. */
export type RunAlone = (
  phase: FastPhase,
  own: FastThread,
) => ((task: number) => Generator<void, TaskResult>) | null;

/**
 * Runs the phases of a job one after the other, each on all threads. Where that fails or is
 * interrupted the workers are ended, else they wait for other work.
 * @param mainThreadOnly gives the tasks of a phase to the calling thread only
 * @param onResult called for each task that is done
 * @throws LightDqmError of a task; `compute` for a worker that ended; `interrupted`
 */
export async function runOnThreads(
  start: Omit<WorkerStart, "index" | "control">,
  pace: Pacer,
  signal: AbortSignal | undefined,
  mainThreadOnly: RunAlone,
  onResult: (result: TaskResult) => void,
): Promise<void> {
  const { job, memory, module } = start;
  const phases = phasesOf(job);
  const work = phases.reduce((sum, phase) => sum + phase.tasks.length, 0);
  const control = new Int32Array(new SharedArrayBuffer(4 * (1 + phases.length)));
  const own = fastThread(job, memory, module, 0);
  const pending = phases.map((phase) => phase.tasks.length);
  let done = 0;
  let wake = (): void => {};
  let failure: unknown;

  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const take = (phase: number, result: TaskResult): void => {
    pending[phase]!--;
    done++;
    onResult(result);
    wake();
  };

  const workers: Worker[] = [];
  const program =
    job.plan.threads > 1
      ? await workerProgram(new URL("./compute-worker.ts", import.meta.url))
      : "";
  try {
    for (let index = 1; index < job.plan.threads; index++) {
      const worker = borrowWorker(program);
      workers.push(worker);
      listen(worker, "compute", fail, (message: WorkerMessage) => {
        if (message.kind === "done") take(message.phase, message.result);
        else fail(failureOf(message));
      });
      order(worker, { kind: "start", ...start, control, index });
    }
    for (const [index, phase] of phases.entries()) {
      const ownTasks = mainThreadOnly(phase, own);
      if (!ownTasks) for (const worker of workers) order(worker, { kind: "phase", phase: index });
      const run = ownTasks ?? taskRunner(own, phase);
      for (;;) {
        const task = Atomics.add(control, 1 + index, 1);
        if (task >= phase.tasks.length) break;
        const steps = run(task);
        let step = steps.next();
        for (; !step.done; step = steps.next()) {
          if (pace.due()) await pace.rest(done / work);
          if (failure) throw failure;
        }
        take(index, step.value);
      }
      while (pending[index]! > 0) {
        if (failure) throw failure;
        if (signal?.aborted) await pace.rest(done / work);
        await woken((resolve) => {
          wake = resolve;
        }, signal);
      }
      if (failure) throw failure;
    }
    Atomics.store(control, 0, 1);
    for (const worker of workers) {
      order(worker, { kind: "forget" });
      returnWorker(worker, program);
    }
  } catch (error) {
    Atomics.store(control, 0, 1);
    // Later messages are ignored, errors too.
    for (const worker of workers) {
      stopListening(worker);
      worker.on("error", () => {});
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
    throw error;
  }
}

function order(worker: Worker, message: WorkerOrder): void {
  worker.postMessage(message);
}

/** Waits for a result, a failure or the signal. */
async function woken(
  onWake: (resolve: () => void) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let stop = (): void => {};
  await new Promise<void>((resolve) => {
    stop = resolve;
    onWake(resolve);
    signal?.addEventListener("abort", resolve as () => void, { once: true });
    if (signal?.aborted) resolve();
  });
  signal?.removeEventListener("abort", stop);
}
