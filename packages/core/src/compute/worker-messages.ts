/** What the calling thread and its compute workers say to each other. */
import { type ErrorCode, type ErrorParts, isLightDqmError, LightDqmError } from "../errors.js";
import type { FastJob } from "./fast-job.js";
import type { KernelMemory, KernelModule } from "./fast-kernels.js";
import type { TaskResult } from "./fast-tasks.js";

/** What a worker is told: work to prepare for, a phase of it to take tasks of, and its end. */
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
  | { kind: "failed"; message: string; stack?: string; code?: ErrorCode; parts?: ErrorParts };

/** What a worker posts of an error. */
export function failureMessage(error: unknown): WorkerMessage {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const known = isLightDqmError(error) ? { code: error.code, parts: error.parts } : {};
  return { kind: "failed", message, ...(stack === undefined ? {} : { stack }), ...known };
}

/** An error of a task, as a worker posted it, with its cause. */
export function failureOf(message: Extract<WorkerMessage, { kind: "failed" }>): LightDqmError {
  const cause = new Error(message.message);
  if (message.stack !== undefined) cause.stack = message.stack;
  if (message.code && message.parts)
    return new LightDqmError(message.code, message.parts, { cause });
  return workerError("a compute thread failed", cause);
}

/** An error of a worker as a whole. */
export function workerError(what: string, cause?: unknown): LightDqmError {
  const got = cause instanceof Error ? cause.message : undefined;
  return new LightDqmError("compute", { what, got }, { cause });
}
