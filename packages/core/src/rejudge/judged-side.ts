/** One of the two judgements of a re-evaluation: every file after those before it. */
import { startWatch } from "../judge/start-watch.js";
import type { Verdict } from "../judge/states/verdict.js";
import type { Watch, WatchSettings } from "../judge/watch.js";
import { type Line, lineOf } from "../store/order.js";
import type { FileSummary } from "../summary.js";

/**
 * Starts to judge the files of a store in their order.
 * @returns the records of one file after another
 */
export function startSide(how: WatchSettings): (summary: FileSummary) => Verdict[] {
  let watch = startWatch(how);
  let line: Line | null = null;
  /** Knows the imported files that are before both other lines. */
  let imported: Watch["memory"] = () => startWatch(how).memory();
  return (summary) => {
    const its = lineOf(summary);
    if (its !== line) {
      if (line === "imported") {
        const memory = structuredClone(watch.memory());
        imported = () => structuredClone(memory);
      }
      watch = startWatch(how, imported());
      line = its;
    }
    return watch.next(summary).verdicts;
  };
}
