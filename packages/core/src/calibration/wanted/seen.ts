import { countText } from "../../words/phrases.js";
import {
  type FaultOutcome,
  filesUntil,
  filesWith,
  isAtLeast,
} from "../watched/scenario-outcome.js";
import type { Met, Wanted } from "./wanted.js";

/** How bad a fault has to be shown at least. */
export type LeastState = "warn" | "bad";

/** What most faults means: 19 of 20. */
const most = 0.95;

/** Which faults a demand is about; without a name all of them. */
export function faultsNamed(
  faults: readonly FaultOutcome[],
  name: string | undefined,
): readonly FaultOutcome[] {
  return name === undefined ? faults : faults.filter(({ fault }) => fault.name === name);
}

/**
 * At least 95 % of the faults are shown within so many files that have them. The delay that is
 * told is the one that 95 % of them do not exceed.
 */
export function shownWithin(fileCount: number, state: LeastState, name?: string): Wanted {
  return {
    words: `${subject(name)}${state} ${within(fileCount)}`,
    measure: ({ faults }) => {
      const delays = faultsNamed(faults, name)
        .map((fault) => filesUntil(fault, state))
        .sort((a, b) => a - b);
      const inTime = delays.filter((delay) => delay <= fileCount).length;
      const typical = delays[Math.ceil(most * delays.length) - 1] ?? Number.POSITIVE_INFINITY;
      const when = Number.isFinite(typical) ? `most in file ${typical}` : "some never";
      const words = `${state} ${within(fileCount)}, ${when}`;
      return shareMet(inTime, delays.length, words, name);
    },
  };
}

/** From the file that shows a fault first until it ends, at least 95 % of the files show it. */
export function shownThroughout(state: LeastState, name?: string): Wanted {
  return {
    words: `${subject(name)}${state} in every later file`,
    measure: ({ faults }) => {
      const later = faultsNamed(faults, name).flatMap((fault) =>
        filesWith(fault).slice(filesUntil(fault, state) - 1),
      );
      const shown = later.filter((file) => isAtLeast(file, state)).length;
      return shareMet(shown, later.length, `${state} in later files`, name);
    },
  };
}

/** Of all files of all faults, at least this share shows them. @param state at least as bad */
export function shownInShare(share: number, state: LeastState, name?: string): Wanted {
  return {
    words: `${subject(name)}${state} in ${100 * share} % of the files`,
    measure: ({ faults }) => {
      const all = faultsNamed(faults, name).flatMap(filesWith);
      const shown = all.filter((file) => isAtLeast(file, state)).length;
      return shareMet(shown, all.length, state, name, share);
    },
  };
}

/** At most 5 % of the files of a fault show it: people have accepted it. */
export function hardlyShown(name?: string): Wanted {
  return {
    words: `${subject(name)}not alarmed`,
    measure: ({ faults }) => {
      const all = faultsNamed(faults, name).flatMap(filesWith);
      const shown = all.filter((file) => isAtLeast(file, "warn")).length;
      return {
        words: `${subject(name)}alarmed in ${shown} of ${all.length}`,
        isMet: all.length > 0 && shown <= (1 - most) * all.length,
      };
    },
  };
}

function shareMet(
  passed: number,
  total: number,
  words: string,
  name: string | undefined,
  share: number = most,
): Met {
  return {
    words: `${subject(name)}${passed} of ${total} ${words}`,
    isMet: total > 0 && passed >= share * total,
  };
}

const subject = (name: string | undefined): string => (name === undefined ? "" : `${name}: `);

const within = (fileCount: number): string =>
  fileCount === 1 ? "in the first file" : `within ${countText(fileCount, "file")}`;
