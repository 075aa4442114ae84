/** Keys of what a judgement rests on: one for each place in the order of a store's files. */

import { canonicalJson } from "../files/canonical-json.js";
import { sha256 } from "../files/sha256.js";
import { acceptancesOf } from "../history/acceptances.js";
import { effectiveLimits } from "../judge/limits.js";
import { digestOfOwn } from "../judge/own/check-table.js";
import type { WatchSettings } from "../judge/watch.js";
import {
  keyOfNone,
  keyText,
  type Linked,
  type SetKey,
  toggled,
} from "../store/overview/set-key.js";
import type { FileSummary } from "../summary.js";
import { softwareVersion } from "../version.js";

/** The files before a place. */
export interface Passed {
  fileCount: number;
  /** Of them all. */
  key: SetKey;
  /** Whether some of them have no time. */
  someUntimed: boolean;
}

/** None yet. */
export const nonePassed: Passed = { fileCount: 0, key: keyOfNone, someUntimed: false };

/** The files with one more. */
export const passedWith = ({ fileCount, key, someUntimed }: Passed, file: Linked): Passed => ({
  fileCount: fileCount + 1,
  key: toggled(key, file),
  someUntimed: someUntimed || file.time === null,
});

/** The files without their last. */
export const passedWithout = ({ fileCount, key, someUntimed }: Passed, last: Linked): Passed => ({
  fileCount: fileCount - 1,
  key: toggled(key, last),
  // Those without a time are the first ones, or all but the first ones: some are left.
  someUntimed: someUntimed && fileCount > 1,
});

/** Keys of one way to judge the files of one detector. */
export interface Chain {
  /** The same for all places of a chain: what is not known from a date on. */
  seed: string;
  /**
   * The key of what is known after some files. It changes with each of them, with their versions and
   * order, and with the acceptances and known faults from a date before the last of them.
   * @param last of the files; not used where there is none
   */
  keyAfter(passed: Passed, last: Pick<Linked, "time"> | undefined): string;
  /** The keys after each of some files: `[i]` after the first i of them, so one more than files. */
  keysOf(files: readonly Linked[]): string[];
  /** The key of the judgement of a file after those that gave `key`. */
  stampOf(key: string, judged: Pick<Linked, "time">): string;
}

/** Starts the chain of a way to judge. @param detector of the files */
export function chainOf(how: WatchSettings, detector: FileSummary["detector"]): Chain {
  const { acceptances, knownFaults = [], limits, checks, ...settings } = how;
  const effective = effectiveLimits(limits, detector, checks);
  const own = checks && digestOfOwn(checks);
  const parts = [settings, effective, detector.name, softwareVersion, ...(own ? [own] : [])];
  const seed = sha256(canonicalJson(parts)).slice(0, 12);
  const appliedTo = datedKeys([
    ...acceptancesOf(acceptances, detector.name).map((one) => ({
      fromMs: Date.parse(one.from),
      what: one,
    })),
    // Where a row stands changes nothing; and JSON has no Infinity.
    ...knownFaults.map(({ where: _, ...one }) => ({
      fromMs: one.fromMs,
      what: { ...one, toMs: String(one.toMs) },
    })),
  ]);
  const keyAfter: Chain["keyAfter"] = ({ fileCount, key, someUntimed }, last) => {
    if (!last) return seed;
    const applied = appliedTo(someUntimed ? null : last.time);
    return sha256(`${seed} ${fileCount} ${keyText(key)} ${applied}`).slice(0, 24);
  };
  return {
    seed,
    keyAfter,
    keysOf: (files) => {
      let passed = nonePassed;
      return [
        seed,
        ...files.map((file) => {
          passed = passedWith(passed, file);
          return keyAfter(passed, file);
        }),
      ];
    },
    stampOf: (key, { time }) => sha256(`${key} ${appliedTo(time)}`).slice(0, 24),
  };
}

/** Something that applies from a time on. */
interface Dated {
  fromMs: number;
  what: unknown;
}

/** A key of all that applies at a time: at an unknown one, of everything. */
function datedKeys(dated: readonly Dated[]): (time: Linked["time"]) => string {
  const inOrder = dated
    .map(({ fromMs, what }) => ({ fromMs, text: canonicalJson(what) }))
    .sort((a, b) => a.fromMs - b.fromMs || (a.text < b.text ? -1 : 1));
  const keys = [""];
  for (const { text } of inOrder) keys.push(sha256(`${keys.at(-1)} ${text}`).slice(0, 12));
  return (time) => {
    if (!time) return keys.at(-1)!;
    const first = inOrder.findIndex(({ fromMs }) => fromMs > time.firstMs);
    return keys.at(first)!;
  };
}
