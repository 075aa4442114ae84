/** One of the two judgements of a re-evaluation: every file after those before it. */

import { startWatch } from "../judge/start-watch.js";
import type { Watch, WatchSettings } from "../judge/watch.js";
import type { WatchMemory } from "../judge/watch-memory.js";
import { type Line, lineOf } from "../store/order.js";
import type { FileSummary } from "../summary.js";

/**
 * Starts to judge the files of a store in their order: each is peeked at, then passed.
 * @returns the watch that knows the files before a file
 */
export function startSide(how: WatchSettings): (summary: FileSummary) => Watch {
  let watch = startWatch(how);
  let line: Line | null = null;
  /** Of the imported files, which are before both other lines. */
  let imported: WatchMemory | undefined;
  return (summary) => {
    const its = lineOf(summary);
    if (its !== line) {
      if (line === "imported") imported = structuredClone(watch.memory());
      watch = startWatch(how, imported && structuredClone(imported));
      line = its;
    }
    return watch;
  };
}
