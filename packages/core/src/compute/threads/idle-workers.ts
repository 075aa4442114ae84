/** Compute workers that wait for the next file: starting one takes 40 ms and warms up its code again. */
import { Worker } from "node:worker_threads";
import { stopListening } from "./worker-errors.js";

/** They are ended after so long without work; until then they do not keep the process alive. */
const idleMs = 5000;

interface IdleWorker {
  worker: Worker;
  /** Its text, or where it lies. */
  program: string;
  end: NodeJS.Timeout;
}
const idle: IdleWorker[] = [];

/** A worker of this program that has nothing to do, or a new one; without listeners. */
export function borrowWorker(program: URL | string): Worker {
  const at = idle.findIndex((candidate) => candidate.program === String(program));
  if (at >= 0) {
    const [{ worker, end }] = idle.splice(at, 1) as [IdleWorker];
    clearTimeout(end);
    stopListening(worker);
    worker.ref();
    return worker;
  }
  const isSource = typeof program === "string";
  return new Worker(program, { eval: isSource, execArgv: [], name: "light-dqm" });
}

/** Returns a worker that has dropped its work. */
export function returnWorker(worker: Worker, program: URL | string): void {
  const forget = (): void => {
    const at = idle.findIndex((candidate) => candidate.worker === worker);
    if (at < 0) return;
    clearTimeout(idle[at]!.end);
    idle.splice(at, 1);
  };
  const end = setTimeout(() => {
    forget();
    void worker.terminate();
  }, idleMs);
  end.unref();
  // One that ends meanwhile is dropped; the next file starts a new one.
  stopListening(worker);
  worker.on("exit", forget).on("error", forget).unref();
  idle.push({ worker, program: String(program), end });
}
