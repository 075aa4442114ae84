/** What the calling thread and its compute workers say to each other. */
import type { FastJob } from "../fast/job.js";
import type { KernelMemory, KernelModule } from "../fast/kernels.js";
import type { TaskResult } from "../fast/tasks.js";
import type { Failure } from "./worker-errors.js";

/** What a worker is sent: work to prepare for, a phase of it to take tasks of, and its end. */
export type WorkerOrder =
  | ({ kind: "start" } & WorkerStart)
  | { kind: "phase"; phase: number }
  | { kind: "forget" };

/** What a worker needs to know of the work. */
export interface WorkerStart {
  job: FastJob;
  memory: KernelMemory;
  module: KernelModule;
  /** i32: 1 to stop, then by phase the next task. */
  control: Int32Array;
  /** Its number, from 1: the calling thread is 0. */
  index: number;
}

/** What a worker says. */
export type WorkerMessage =
  | { kind: "done"; phase: number; task: number; result: TaskResult }
  | Failure;
