/** Names of the old script's files of JSON lines, without `.json`. */
import type { Denominator } from "../../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz } from "../../quantities/indexed-by/watched-lines.js";
import type { Flag } from "../../quantities/table.js";

const flagsOfNames = { clipped: "clipped", negatives: "negative" } as const;
const denominatorsOfNames = { ch: "channel", epcb: "epcb", tpc: "tpc", total: "total" } as const;

/** The trigger classes that the old script told apart. */
export const legacyClasses = ["beam", "self"] as const;

/** The file of the powers at a watched line. */
export const lineName = (lineMHz: number): string =>
  `noise_spectra_roi_${lineMHz.toFixed(1).replace(".", "_")}mhz`;

/** Every file of counts that the old script may write. */
export const countNames = Object.entries(flagsOfNames).flatMap(([flagName, flag]) =>
  Object.entries(denominatorsOfNames).flatMap(([denominatorName, denominator]) =>
    legacyClasses.map((triggerClass) => ({
      name: `${flagName}_${denominatorName}_${triggerClass}`,
      flag: flag as Flag,
      denominator: denominator as Denominator,
      triggerClass: triggerClass as TriggerClass,
    })),
  ),
);

export function isLegacyName(name: string): boolean {
  return (
    name === "baselines" ||
    name === "noises" ||
    countNames.some((each) => each.name === name) ||
    lineFrequenciesMHz.some((lineMHz) => lineName(lineMHz) === name)
  );
}
