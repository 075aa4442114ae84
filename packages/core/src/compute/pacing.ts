/** Long work on the main thread that stays interruptible and reports its progress. */
import { LightDqmError } from "../errors.js";
import type { EngineHooks } from "./engine.js";

/** At most about this long passes before timers, signals and progress get their turn. */
const turnMs = 25;

/** Asked often from inside the work; see `pacer`. */
export interface Pacer {
  /** True when the event loop has waited long enough: then `await rest(share)`. Cheap. */
  due(): boolean;
  /**
   * Reports the fraction of the work that is done and lets the event loop run.
   * @throws LightDqmError `interrupted` once the caller's signal is aborted
   */
  rest(share: number): Promise<void>;
}

/** Paces the work on one file. `where` names it in the error of an interruption. */
export function pacer({ signal, onProgress }: EngineHooks, where: string): Pacer {
  let turnStart = performance.now();
  const stopIfAborted = (): void => {
    if (signal?.aborted)
      throw new LightDqmError(
        "interrupted",
        { what: "interrupted while computing", where },
        { cause: signal.reason },
      );
  };
  return {
    due: () => performance.now() - turnStart >= turnMs,
    rest: async (share) => {
      stopIfAborted();
      onProgress?.(share);
      await new Promise<void>((resolve) => setImmediate(resolve));
      stopIfAborted();
      turnStart = performance.now();
    },
  };
}
