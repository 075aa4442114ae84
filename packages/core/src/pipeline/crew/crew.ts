/** Threads that do the work on the files of a batch side by side. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { failureOf, listen, stopListening } from "../../compute/threads/worker-errors.js";
import type { Config } from "../../config/config.js";
import { throwIfInterrupted } from "../../errors.js";
import type { FileSummary } from "../../summary.js";
import { workerProgram } from "../../worker-program.js";
import { type Drawing, type FileWork, type Shared, workHere } from "./file-work.js";
import type { Answer, Order } from "./messages.js";

/** Those who work on the files of a batch. */
export interface Crew {
  /** Files that are worked on at once. */
  jobs: number;
  /** Who does the work on a file; of work that waits, that of the lowest place is done first. */
  workOn(place: number): FileWork;
  /** Ends its threads, with what they are doing. */
  end(): void;
}

/** How many files of a batch are worked on at once. */
export function jobsOf(config: Pick<Config, "jobs" | "checks">, files: number): number {
  return Math.max(1, Math.min(mostThreads(config), files));
}

function mostThreads({ jobs, checks }: Pick<Config, "jobs" | "checks">): number {
  // Checks that are given in code stay in the thread that has them.
  if (checks.some((source) => typeof source !== "string")) return 1;
  return jobs || availableParallelism();
}

/** Files that are begun and not done: as many are read ahead or drawn behind as are worked on. */
export const filesBegun = (jobs: number): number => (jobs === 1 ? 1 : 2 * jobs);

/**
 * The crew of a batch: a thread a job, each started when there is work for it. They share the compute
 * threads and the memory for waveforms. For a single file, or where one thread is asked for, the
 * calling thread reads; unless one is asked for, another draws beside it.
 */
export async function hireCrew(jobs: number, shared: Shared): Promise<Crew> {
  const { config } = shared;
  const here = workHere(shared);
  if (mostThreads(config) === 1) return { jobs, workOn: () => here, end: () => {} };
  const threads = Math.max(1, Math.floor((config.threads || availableParallelism()) / jobs));
  const memoryMb = Math.max(1, Math.floor(config.memoryMb / jobs));
  const forEach: Shared = { ...shared, config: { ...config, threads, memoryMb } };
  const program = await workerProgram(new URL("./crew-worker.ts", import.meta.url));
  const crew = startCrew(jobs, () => {
    const isSource = typeof program === "string";
    const options = { eval: isSource, execArgv: [], name: "light-dqm report" };
    return new Worker(program, { ...options, workerData: forEach });
  });
  if (jobs > 1) return crew;
  const numbers: FileWork["numbers"] = async (path, hooks) => {
    const summary = await here.numbers(path, hooks);
    // It loads its program while the file is judged.
    crew.startOne();
    return summary;
  };
  return { ...crew, workOn: (place) => ({ ...crew.workOn(place), numbers }) };
}

/** Work that waits for a thread, or is done by one. */
interface Task {
  place: number;
  order: Order;
  signal?: AbortSignal | undefined;
  onProgress(share: number): void;
  done(result: unknown): void;
  fail(error: unknown): void;
}

function startCrew(jobs: number, start: () => Worker): Crew & { startOne(): void } {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: Task[] = [];

  const started = (): Worker => {
    const worker = start();
    all.add(worker);
    return worker;
  };

  /** Until it is given work; where it fails meanwhile, another is started then. */
  const rest = (worker: Worker): void => {
    const forget = (): void => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    };
    worker.on("error", forget);
    worker.on("exit", forget);
    idle.push(worker);
  };

  const assign = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || all.size < jobs)) {
      const worker = idle.pop() ?? started();
      stopListening(worker);
      give(worker, waiting.shift()!);
    }
  };

  const give = (worker: Worker, task: Task): void => {
    const interrupt = (): void => worker.postMessage({ kind: "interrupt" } satisfies Order);
    const leave = (): void => {
      stopListening(worker);
      task.signal?.removeEventListener("abort", interrupt);
    };
    const lose = (error: unknown): void => {
      leave();
      worker.on("error", () => {});
      all.delete(worker);
      void worker.terminate();
      task.fail(error);
      assign();
    };
    listen(worker, "report", lose, (answer: Answer) => {
      if (answer.kind === "progress") return task.onProgress(answer.share);
      leave();
      rest(worker);
      if (answer.kind === "failed") task.fail(failureOf(answer));
      else task.done(answer.result);
      assign();
    });
    task.signal?.addEventListener("abort", interrupt);
    task.onProgress(0);
    worker.postMessage(task.order);
    if (task.signal?.aborted) interrupt();
  };

  const ask = <Result>(task: Omit<Task, "done" | "fail">): Promise<Result> =>
    new Promise<Result>((done, fail) => {
      const { place } = task;
      const later = waiting.findIndex((other) => other.place > place);
      const asked = { ...task, done: (result: unknown) => done(result as Result), fail };
      waiting.splice(later < 0 ? waiting.length : later, 0, asked);
      assign();
    });

  return {
    jobs,
    workOn: (place) => ({
      numbers: async (path, { signal, onProgress }) => {
        throwIfInterrupted(signal);
        const order: Order = { kind: "numbers", path };
        return ask<FileSummary>({ place, order, signal, onProgress });
      },
      drawing: ({ checks: _, ...judged }, reportPlace) => {
        const order: Order = { kind: "drawing", judged, place: reportPlace };
        let onProgress = (): void => {};
        const begun = new Promise<void>((begin) => (onProgress = begin));
        return { begun, done: ask<Drawing>({ place, order, onProgress }) };
      },
    }),
    startOne: () => {
      if (all.size < jobs) rest(started());
    },
    end: () => {
      for (const worker of all) void worker.terminate();
    },
  };
}
