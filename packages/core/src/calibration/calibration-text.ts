/** A calibration as the page of the documentation. */
import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { percentText } from "../judge/words.js";
import { markdownTable as table } from "../words/markdown-table.js";
import type { Calibration, Measured } from "./calibrate.js";
import { realisticDrift } from "./simulated-channels.js";

/**
 * The calibration in Markdown: false alarms, then detection by size, compared with the old rule.
 * @param otherFlags what the command that makes the page has besides: of the detector, of scenarios
 */
export function calibrationMarkdown(
  { spec, clean, detection }: Calibration,
  detector: DetectorProfile = defaultDetector(),
  otherFlags: string = "",
): string {
  const { channelAdc16, epcbAdc16, eventAdc16, noiseShare, lightLn, lineLn } = realisticDrift;
  const channelCount = detectorGroups(detector).active.length;
  const perFile = (count: number): string => String(Number((count / clean.files).toFixed(3)));
  const byCheck = Object.entries(clean.byCheck).map(([check, { bad, warn }]) => [
    `\`${check}\``,
    String(bad),
    String(warn),
  ]);
  const command = `light-dqm calibrate --files ${spec.cleanFiles} --trials ${spec.trials} --reference-files ${spec.referenceFiles} --events ${spec.events} --seed ${spec.seed}${otherFlags}`;
  return `# Calibration

Made by \`${command}\`: do not edit, run it again.

Files are simulated at the level of summaries: for every event, baseline, noise, light and flags of
all ${channelCount} channels are drawn from the distributions of simulated waveforms, and go through
the same quantiles, counts, levels and checks as real files. A test compares this model with
files simulated down to their waveforms. Between files the detector drifts: baselines by ${channelAdc16}
counts per channel and ${epcbAdc16} counts per EPCB (${eventAdc16} counts from event to event), noise by ${percentText(noiseShare)}, brightness by
${percentText(lightLn)}, line powers by ${percentText(lineLn)} (standard deviations). Each file has ${spec.events} events and is judged with
the default limits, after the ${spec.referenceFiles} files before it.

The old rule is that of the previous script: |now − mean| > 3·√(Σσ² of earlier files + σ² of this one) for
baselines and noise, fractions outside the band of earlier files, and its absolute limits.

## False alarms

${clean.files} files without a fault:

${table(
  ["", "Alarms per file", "Files with any"],
  [
    ["bad", perFile(clean.bad), `${clean.filesWithBad} of ${clean.files}`],
    ["warning", perFile(clean.warn), ""],
    [
      "old rule, channels",
      perFile(clean.old.flagged),
      `${clean.old.filesWithAny} of ${clean.files}`,
    ],
  ],
)}
${byCheck.length === 0 ? "No check gave a bad state or a warning.\n" : `Records by check, over all files:\n\n${table(["Check", "Bad", "Warning"], byCheck)}`}
## Detection

Fraction of files in which the simulated fault is bad, is at least a warning, and is flagged by the old rule,
with 68 % intervals; ${spec.trials} files each.

${table(
  ["Fault", "Size", "Bad", "At least a warning", "Old rule"],
  detection.map(({ kind, unit, size, bad, seen, old }) => [
    kind,
    sizeText(size, unit),
    fractionText(bad),
    fractionText(seen),
    fractionText(old),
  ]),
)}`;
}

function sizeText(size: number, unit: string): string {
  if (unit === "") return "";
  if (unit === "of waveforms") return percentText(size);
  return unit === "times" ? `× ${size}` : `${size} ${unit}`;
}

function fractionText({ passed, total, low, high }: Measured): string {
  const percent = (fraction: number): number => Number((100 * fraction).toFixed(0));
  return `${percent(passed / total)} % (${percent(low)}–${percent(high)})`;
}
