import { isLightDqmError } from "../errors.js";
import type { CliIo } from "./io.js";
import type { Log } from "./log.js";
import type { ProgressBar } from "./progress.js";

/** What came of work that may be interrupted. */
export interface Interruptible<T> {
  /** Undefined where the work ended by throwing `interrupted`. */
  value: T | undefined;
  /** 128 + the number of the signal; null where there was none. */
  interruptedStatus: number | null;
}

/**
 * Does work that a signal can end: the first one aborts it, so that it can clean up, the second one
 * ends the process at once. The bar is gone when it returns or throws.
 */
export async function interruptible<T>(
  io: CliIo,
  log: Log,
  bar: ProgressBar,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Interruptible<T>> {
  const abort = new AbortController();
  let interruptedStatus: number | null = null;
  const unhook = io.onInterrupt((signalNumber) => {
    bar.clear();
    if (interruptedStatus !== null) return io.exitNow(128 + signalNumber);
    interruptedStatus = 128 + signalNumber;
    log.event(
      "warning",
      "interrupt",
      {},
      "interrupted, cleaning up (interrupt again to stop at once)",
    );
    abort.abort();
  });
  try {
    return { value: await work(abort.signal), interruptedStatus };
  } catch (error) {
    if (isLightDqmError(error) && error.code === "interrupted" && interruptedStatus !== null) {
      return { value: undefined, interruptedStatus };
    }
    throw error;
  } finally {
    unhook();
    bar.clear();
  }
}

/**
 * The process for a command that need not clean up: while none of its work is `interruptible`, a
 * signal ends the process at once, with 128 + its number.
 * @param end called with the status before
 */
export function endedBySignal(
  io: CliIo,
  log: Log,
  end: (status: number) => void,
): { io: CliIo; unhook: () => void } {
  let handlers = 0;
  const unhook = io.onInterrupt((signalNumber) => {
    if (handlers > 0) return;
    log.event("warning", "interrupt", {}, "interrupted");
    end(128 + signalNumber);
    io.exitNow(128 + signalNumber);
  });
  const onInterrupt: CliIo["onInterrupt"] = (handler) => {
    handlers++;
    const remove = io.onInterrupt(handler);
    return () => {
      handlers--;
      remove();
    };
  };
  return { io: { ...io, onInterrupt }, unhook };
}
