import type { Wanted } from "./wanted.js";

/** Most files are taken for runs of the type that was simulated. */
export const runTypesTold: Wanted = {
  words: "run type told",
  measure: ({ files }) => {
    const right = files.filter((file) => file.runType === file.simulatedRunType).length;
    return {
      words: `run type right in ${right} of ${files.length}`,
      isMet: right >= 0.95 * files.length,
    };
  },
};

/** There are alarms where nothing was planted, and most of them are of a check of slow change. */
export const driftNamed: Wanted = {
  words: "alarms name drift",
  measure: ({ files }) => {
    const all = files.flatMap(({ falseChecks }) => falseChecks);
    const named = all.filter((check) => check.includes("drift")).length;
    return {
      words: `${named} of ${all.length} alarms name drift`,
      isMet: named > 0 && named >= 0.5 * all.length,
    };
  },
};
