/** Which files are comparable: those of one kind. */
import { cablingOf } from "../detector/cabling.js";
import { canonicalJson } from "../files/canonical-json.js";
import { type Identified, isSameFile } from "../store/same-file.js";
import type { FileSummary } from "../summary.js";
import { cutTextUtc } from "../words/event-cut.js";

/** What decides whether the numbers of two files are comparable. */
export type Kind = Pick<
  FileSummary,
  "detector" | "settings" | "sampleCount" | "triggersTyped" | "baselineTriggerClass"
>;

/** Each must be the same in files that are compared; else `told` says what differs. */
const comparedFields: readonly {
  of(file: Kind): unknown;
  told(its: Kind, ours: Kind): string;
}[] = [
  {
    of: ({ detector }) => cablingOf(detector),
    told: ({ detector: its }, { detector: ours }) =>
      its.name === ours.name
        ? `another cabling of detector ${ours.name}`
        : `detector ${its.name}, not ${ours.name}`,
  },
  {
    of: ({ settings }) => settings.cut ?? null,
    told: (its, ours) => `numbers of ${eventsText(its)}, not of ${eventsText(ours)}`,
  },
  {
    of: ({ settings }) => settings.thresholdAdc16,
    told: (its, ours) => `ptps16bit ${thresholdText(its)}, not ${thresholdText(ours)}`,
  },
  {
    of: ({ triggersTyped }) => triggersTyped,
    told: ({ triggersTyped }) =>
      triggersTyped
        ? "its triggers are classified as beam and self, here they are not"
        : "its triggers are not classified as beam and self",
  },
  {
    of: ({ baselineTriggerClass }) => baselineTriggerClass,
    told: (its, ours) =>
      `baselines of ${its.baselineTriggerClass} triggers, not ${ours.baselineTriggerClass}`,
  },
];

/** The same text for kinds whose numbers are comparable. */
export const kindText = (kind: Kind): string =>
  canonicalJson(comparedFields.map(({ of }) => of(kind)));

/** Why a file must not be compared with another, in words; null where it may. */
export function whyNotComparable(
  earlier: Kind & Identified,
  current: Kind & Partial<Identified>,
): string | null {
  if (current.input && isSameFile(earlier, { ...current, input: current.input }))
    return "it is the file itself";
  const differing = comparedFields.find(
    ({ of }) => canonicalJson(of(earlier)) !== canonicalJson(of(current)),
  );
  return differing?.told(earlier, current) ?? null;
}

function eventsText({ settings: { cut } }: Kind): string {
  return cut ? `the cut "${cutTextUtc(cut)}"` : "all events";
}

function thresholdText({ settings: { thresholdAdc16 } }: Kind): string {
  const distinct = [...new Set(thresholdAdc16)];
  return distinct.length === 1 ? `${distinct[0]}` : thresholdAdc16.join(" ");
}
