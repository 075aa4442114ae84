import { runTypeText } from "../../../history/conditions.js";
import type { Past } from "../../../history/past.js";
import { type CheckLimits, type Finding, limitRow } from "../../check.js";
import { notCompared } from "../../parts/findings.js";
import { fileCheck } from "../../parts/wide-check.js";
import { ratioText } from "../../words.js";

/** Was the file taken under other conditions than the one before? Told once, when they change. */
export const conditions = fileCheck({
  name: "conditions",
  title: "Conditions changed",
  comparesWithEarlier: true,
  toldOnce: true,
  meaning:
    "Run type, light or thresholds are not those of the previous file: the beam went off or on, bias was ramped, or settings changed. What depends on light is compared with files of the same conditions only.",
  action: "Check that the change is in the run log. Call if nobody made it.",
  callers: "run coordinator",
  limits: {
    lightFactor: limitRow(
      2,
      "light that differs by more than this factor from earlier files of the run type is a change",
    ),
    sigma: limitRow(4, "and by more than this many times its scatter from file to file"),
  },
  find: ({ selectedEvents, settings }, past, limits) => {
    const n = selectedEvents.length;
    if (!past?.conditions.before) return notCompared(past, Math.max(1, n));
    const changes = [
      ...runTypeChange(past),
      ...thresholdChange(settings.thresholdAdc16, past.thresholdAdc16),
      ...lightChange(past, limits),
    ];
    const { runType } = past.conditions.now;
    return {
      state: changes.length > 0 ? "warn" : "ok",
      value: changes.length,
      limit: 0,
      n,
      reason: changes.length > 0 ? changes.join("; ") : `${runTypeText(runType)}, as before`,
    } satisfies Finding;
  },
});

function runTypeChange({ conditions: { now, before } }: Past): string[] {
  if (!before || now.runType === before.runType) return [];
  return [`${runTypeText(now.runType)}, after ${runTypeText(before.runType)}`];
}

function thresholdChange(now: readonly number[], before: readonly number[] | null): string[] {
  if (!before || String(now) === String(before)) return [];
  return [`thresholds ${textOf(now)}, ${textOf(before)} before`];
}

const textOf = (thresholds: readonly number[]): string => [...new Set(thresholds)].join(" ");

/** True where the light of a file is not that of earlier ones of its run type. */
export function isOtherLight(
  { light, conditions: { now } }: Pick<Past, "light" | "conditions">,
  { lightFactor, sigma }: CheckLimits,
): boolean {
  if (!light || !(now.lightAdc16 > 0)) return false;
  const change = Math.abs(Math.log(now.lightAdc16 / light.lightAdc16));
  return change > Math.log(lightFactor!) && change > sigma! * light.scatterLn;
}

function lightChange(past: Past, limits: CheckLimits): string[] {
  if (!past.light || !isOtherLight(past, limits)) return [];
  const ratio = past.conditions.now.lightAdc16 / past.light.lightAdc16;
  return [`light ${ratioText(ratio)} times that of earlier files`];
}
