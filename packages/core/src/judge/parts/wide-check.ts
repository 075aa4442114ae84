/** The rows of checks of a whole file or of each ADC. */
import { detectorGroups } from "../../detector/groups.js";
import type { Past } from "../../history/past.js";
import type { FileSummary } from "../../summary.js";
import type { Check, CheckLimits, Finding } from "../check.js";
import type { Verdict } from "../states/verdict.js";
import { reasonOf } from "./channel-check.js";

type WideCheck = Omit<Check, "scope" | "maskedBy" | "judge">;

interface FileCheck extends WideCheck {
  find(summary: FileSummary, past: Past | null, limits: CheckLimits): Finding;
}

/** The row of a check of the file as a whole. */
export function fileCheck({ find, ...row }: FileCheck): Check {
  return {
    ...row,
    scope: "file",
    maskedBy: [],
    judge: (summary, past, limits) => [
      wideRecord(row.name, "file", null, find(summary, past, limits)),
    ],
  };
}

interface AdcCheck extends WideCheck {
  find(summary: FileSummary, adc: number, limits: CheckLimits): Finding;
}

/** The row of a check that judges one ADC after another; one without an active channel has no record. */
export function adcCheck({ find, ...row }: AdcCheck): Check {
  return {
    ...row,
    scope: "adc",
    maskedBy: [],
    judge: (summary, _past, limits) =>
      detectorGroups(summary.detector).adcMembers.flatMap((members, adc) =>
        members.length === 0 ? [] : wideRecord(row.name, "adc", adc, find(summary, adc, limits)),
      ),
  };
}

/** The record of a finding of a file or ADC, before false alarms and changes are looked into. */
export function wideRecord(
  check: string,
  scope: Check["scope"],
  adc: number | null,
  found: Finding,
): Verdict {
  return {
    check,
    scope,
    adc,
    channel: null,
    unit: "",
    p: null,
    change: null,
    since: null,
    group: null,
    label: null,
    members: [],
    ...found,
    reason: reasonOf(found),
  };
}
