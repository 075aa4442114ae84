/** Errors of worker threads, as they cross from one thread to the other. */
import type { Worker } from "node:worker_threads";
import { type ErrorCode, type ErrorParts, isLightDqmError, LightDqmError } from "../../errors.js";

/** An error as a worker posts it: classes do not cross. */
export interface Failure {
  kind: "failed";
  message: string;
  stack?: string;
  code?: ErrorCode;
  parts?: ErrorParts;
  /** The system's code of the error, or of what caused it, as "EIO". */
  systemCode?: string;
}

/** What a worker posts of an error. */
export function failureMessage(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const known = isLightDqmError(error) ? { code: error.code, parts: error.parts } : {};
  const systemCode = systemCodeOf(error);
  return {
    kind: "failed",
    message,
    ...(stack === undefined ? {} : { stack }),
    ...known,
    ...(systemCode === undefined ? {} : { systemCode }),
  };
}

/** The code of the first error of the system in a chain of causes. */
function systemCodeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === "string" && !isLightDqmError(cause)) return code;
  }
  return undefined;
}

/** An error of a task, as a worker posted it, with its cause. */
export function failureOf(message: Failure): LightDqmError {
  const cause = new Error(message.message);
  if (message.stack !== undefined) cause.stack = message.stack;
  if (message.systemCode !== undefined) Object.assign(cause, { code: message.systemCode });
  if (message.code && message.parts)
    return new LightDqmError(message.code, message.parts, { cause });
  return workerError("a compute thread failed", cause);
}

/** An error of a worker as a whole. */
function workerError(what: string, cause?: unknown): LightDqmError {
  const got = cause instanceof Error ? cause.message : undefined;
  return new LightDqmError("compute", { what, got }, { cause });
}

/**
 * Listens to a worker.
 * @param kind of thread, for errors: "compute"
 * @param fail called with a LightDqmError `compute` where the worker fails or ends
 */
export function listen<Message>(
  worker: Worker,
  kind: string,
  fail: (error: LightDqmError) => void,
  onMessage: (message: Message) => void,
): void {
  worker.on("message", onMessage);
  worker.on("error", (cause) => fail(workerError(`a ${kind} thread failed`, cause)));
  worker.on("messageerror", (cause) =>
    fail(workerError(`a ${kind} thread sent an unreadable message`, cause)),
  );
  worker.on("exit", (status) =>
    fail(workerError(`a ${kind} thread ended early, with status ${status}`)),
  );
}

/** Each event by its name: a worker does not survive that its own listeners are removed too. */
export function stopListening(worker: Worker): void {
  for (const event of ["message", "error", "messageerror", "exit"])
    worker.removeAllListeners(event);
}
