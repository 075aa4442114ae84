/** The order in which a batch is done: that of the data. */

import { basename } from "node:path";
import type { DetectorProfile } from "../detector/profile.js";
import { fileStem, runNumbers } from "../flow/file-name.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timesOf } from "../flow/time-order.js";
import { comparePlaced, compareRuns, type Placed } from "../store/order.js";

interface Input extends Placed {
  path: string;
}

/**
 * Files by the time of their first event, so that each finds the earlier ones in the store. One without
 * a time, or that cannot be read, comes after the last file of an earlier run or sub-run.
 */
export async function inDataOrder(
  paths: readonly string[],
  detector: DetectorProfile,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  if (paths.length < 2) return [...paths];
  const inputs: Input[] = [];
  for (const path of paths) {
    // The first file says that it was interrupted.
    if (signal?.aborted) return [...paths];
    inputs.push(await placed(path, detector));
  }
  inputs.sort(comparePlaced);
  const ordered = inputs.filter(({ time }) => time);
  for (const input of inputs.filter(({ time }) => !time)) {
    const before = ordered.map((other) => compareRuns(other, input) <= 0).lastIndexOf(true);
    ordered.splice(before + 1, 0, input);
  }
  return ordered.map(({ path }) => path);
}

async function placed(path: string, detector: DetectorProfile): Promise<Input> {
  try {
    const { input, events, close } = await openFlowFile(path, detector);
    close();
    return { path, input, time: timesOf(events).time };
  } catch {
    // Said when its turn comes.
    return { path, input: { name: basename(path), ...runNumbers(path) }, time: null };
  }
}

/** By file the last one before it of the same name, without its endings. */
export function namesakesBefore(paths: readonly string[]): (number | undefined)[] {
  const last = new Map<string, number>();
  return paths.map((path, index) => {
    const before = last.get(fileStem(path));
    last.set(fileStem(path), index);
    return before;
  });
}
