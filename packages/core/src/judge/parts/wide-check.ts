/** The rows of checks of a whole file or of each ADC. */
import { detectorGroups } from "../../detector/groups.js";
import type { Past } from "../../history/past.js";
import type { FileSummary } from "../../summary.js";
import type { Check, CheckLimits, Finding } from "../check.js";
import type { Verdict } from "../states/verdict.js";
import { reasonOf } from "./channel-check.js";

type WideCheck<Name extends string, Limit extends string> = Omit<
  Check<Name, Limit>,
  "scope" | "maskedBy" | "judge"
>;

interface FileCheck<Name extends string, Limit extends string> extends WideCheck<Name, Limit> {
  find(summary: FileSummary, past: Past | null, limits: CheckLimits): Finding;
}

/** The row of a check of the file as a whole. */
export function fileCheck<Name extends string, Limit extends string>({
  find,
  ...row
}: FileCheck<Name, Limit>): Check<Name, Limit> {
  return {
    ...row,
    scope: "file",
    maskedBy: [],
    judge: (summary, past, limits) => [
      wideRecord(row.name, "file", null, find(summary, past, limits)),
    ],
  };
}

interface AdcCheck<Name extends string, Limit extends string> extends WideCheck<Name, Limit> {
  find(summary: FileSummary, adc: number, limits: CheckLimits): Finding;
}

/** The row of a check that judges one ADC after another; one without an active channel has no record. */
export function adcCheck<Name extends string, Limit extends string>({
  find,
  ...row
}: AdcCheck<Name, Limit>): Check<Name, Limit> {
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
