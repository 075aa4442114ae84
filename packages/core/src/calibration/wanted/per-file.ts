import type { Wanted } from "./wanted.js";

/** False `bad` alarms a file, each fault once: at most so many on average. */
export function falseBad(most: number): Wanted {
  return perFile("bad", most);
}

/** False warnings a file, each fault once: at most so many on average. */
export function falseWarn(most: number): Wanted {
  return perFile("warn", most);
}

/** What is wanted of every scenario, whatever is planted in it. */
export const fewFalseAlarms: readonly Wanted[] = [falseBad(0.05), falseWarn(0.3)];

function perFile(state: "bad" | "warn", most: number): Wanted {
  return {
    words: `at most ${most} false ${state} a file`,
    isRate: true,
    measure: ({ files }) => {
      const sum = files.reduce(
        (all, { falseBad: bad, falseWarn: warn }) => all + (state === "bad" ? bad : warn),
        0,
      );
      const mean = sum / files.length;
      return { words: `${rateText(mean)} ${state}`, isMet: mean <= most };
    },
  };
}

/** A rate a file, with three digits. */
export function rateText(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
