/** How the numbers of a file were made, as far as it matters when files are compared. */
import { canonicalJson } from "../../files/canonical-json.js";
import { roundedNote } from "../../quantities/kept/spectra.js";
import type { FileSummary } from "../../summary.js";
import { cutTextUtc } from "../../words/event-cut.js";

/** Plain data. */
export interface HowMade {
  /** `all`, or the cut in words. */
  events: string;
  thresholdAdc16: readonly number[];
  sampleCount: number;
  baselineTriggerClass: string;
  spectrumScale: string;
  /** What of an imported file is approximate; null for other files. */
  approximate: readonly string[] | null;
  /** What is to be said of rounded spectra; absent where they are as they were computed. */
  rounded?: string;
}

/** How a file's numbers were made. */
export function howMade(summary: FileSummary): HowMade {
  const { settings, sampleCount, baselineTriggerClass, spectra, imported } = summary;
  const rounded = roundedNote(spectra);
  return {
    events: settings.cut ? `cut: ${cutTextUtc(settings.cut)}` : "all",
    thresholdAdc16: settings.thresholdAdc16,
    sampleCount,
    baselineTriggerClass,
    spectrumScale: spectra.scale,
    approximate: imported?.approximate ?? null,
    ...(rounded !== null && { rounded }),
  };
}

/** A file's name, and how its numbers were made. */
interface MadeFile {
  name: string;
  made: HowMade;
}

const titles = {
  events: "events",
  thresholdAdc16: "thresholds (ADC16 counts)",
  sampleCount: "samples per waveform",
  baselineTriggerClass: "trigger class of baseline and noise",
  spectrumScale: "spectrum scale",
} as const;

/** What was computed differently in two files and may cause differences, in words. */
export function caveatsBetween(before: MadeFile, after: MadeFile): string[] {
  const differing = (Object.keys(titles) as (keyof typeof titles)[]).filter(
    (name) => canonicalJson(before.made[name]) !== canonicalJson(after.made[name]),
  );
  return [
    ...differing.map(
      (name) =>
        `${titles[name]}: ${textOf(before.made[name])} before, ${textOf(after.made[name])} after`,
    ),
    ...[before, after].flatMap(({ name, made: { approximate } }) =>
      approximate ? [`${name} is imported: ${approximate.join("; ")}`] : [],
    ),
    ...[before, after].flatMap(({ name, made: { rounded } }) =>
      rounded === undefined ? [] : [`${name}: ${rounded}`],
    ),
  ];
}

/** A list of one number many times, as of thresholds, is that number. */
function textOf(value: HowMade[keyof typeof titles]): string {
  const isOne = typeof value === "object" && new Set(value).size === 1;
  return JSON.stringify(isOne ? value[0] : value);
}
