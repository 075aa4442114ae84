import type { FilesPassed } from "../../../history/files-passed.js";
import type { ComparedLevels } from "../../../history/levels/compare-levels.js";
import type { LevelName } from "../../../history/levels/table.js";
import { chanceBeyond } from "../../../numerics/chances.js";
import { countText } from "../../../words/phrases.js";
import { type Finding, type LimitRow, limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { noDriftYet } from "../../parts/findings.js";
import { litWaveforms } from "../../parts/lit-waveforms.js";
import { starts, type Waveforms } from "../../parts/waveforms.js";
import { ratioText } from "../../words.js";

/** A slow change, too little from one file to the next to be seen. */
interface DriftWords<Name extends string = string, Limit extends string = string> {
  level: LevelName;
  name: Name;
  title: string;
  /** After "the": what drifts. */
  what: string;
  action: string;
  maskedBy: readonly number[];
  unit: string;
  waveforms: Waveforms;
  /** From which size on a drift is told, and the name of this limit. */
  limitName: Limit;
  limit: LimitRow;
  /** The limit in the unit of the level. */
  sizeOf(limit: number): number;
  /** The drift as a value of the record, and in words. */
  valueOf(drift: number): number;
  textOf(drift: number): string;
}

/** Have baseline, noise or gain of a channel drifted away from where they were at the beginning? */
export const levelDrift = {
  baseline: row({
    level: "baseline",
    name: "baseline-drift",
    title: "Baseline drift",
    what: "baseline",
    action:
      "Look at the trend of the channel's baseline and of its neighbours. Temperature and supply voltages drift; a single channel that drifts points to its offset circuit. Call before it leaves its range.",
    maskedBy: [2, 3],
    unit: adc16Unit,
    waveforms: starts,
    limitName: "minDriftAdc16",
    limit: limitRow(75, "a warning if a significant drift is larger", adc16Unit),
    sizeOf: (limit) => limit,
    valueOf: (drift) => drift,
    textOf: (drift) => `by ${adc16Text(drift)}`,
  }),
  noise: row({
    level: "noise",
    name: "noise-drift",
    title: "Noise drift",
    what: "noise",
    action: "Look at the trend of the channel's noise and at its spectrum. Call if it goes on.",
    maskedBy: [2, 3],
    unit: "",
    waveforms: starts,
    limitName: "minRatio",
    limit: limitRow(1.15, "a warning if a significant drift is by more than this factor"),
    sizeOf: Math.log,
    valueOf: Math.exp,
    textOf: (drift) => `to ${ratioText(Math.exp(drift))} times what it was`,
  }),
  gain: row({
    level: "gain",
    name: "gain-drift",
    title: "Gain drift",
    what: "amplitude at equal light",
    action:
      "Look at the trend of the channel's relative amplitude. SiPM gain follows temperature and bias voltage. Call if it goes on.",
    maskedBy: [1, 3],
    unit: "",
    waveforms: litWaveforms,
    limitName: "minRatio",
    limit: limitRow(1.25, "a warning if a significant drift is by more than this factor"),
    sizeOf: Math.log,
    valueOf: Math.exp,
    textOf: (drift) => `to ${ratioText(Math.exp(drift))} times what it was`,
  }),
};

function row<Name extends string, Limit extends string>(words: DriftWords<Name, Limit>) {
  const { name, title, what, action, maskedBy, unit, waveforms, limitName, limit } = words;
  return channelCheck({
    ...{ name, title, action, maskedBy, unit },
    exemplar: words.level === "gain" ? "besideLight" : "dark",
    callers: "LRS expert",
    comparesWithEarlier: true,
    meaning: `The channel's ${what} has drifted slowly away from where it was in the first files.`,
    limits: {
      ...({ [limitName]: limit } as Record<Limit, LimitRow>),
      maxChance: limitRow(1e-4, "a drift is significant if its p-value is below this"),
    },
    requires: { waveforms, minEvents: 3, limit: (limits) => limits[limitName]! },
    find: (of) => findDrift(of, words),
  });
}

function findDrift({ past, limits, channelIndex, n }: ChannelCase, words: DriftWords): Finding {
  const compared = past?.levels[words.level];
  const uncertainty = compared?.driftUncertainty[channelIndex] ?? Number.NaN;
  const drift = compared?.drift[channelIndex] ?? Number.NaN;
  if (!past || !compared || Number.isNaN(uncertainty) || Number.isNaN(drift))
    return noDriftYet(past, n);
  const p = chanceBeyond(drift, {
    uncertainty,
    degreesOfFreedom: compared.driftFreedom[channelIndex]!,
  });
  const limit = limits[words.limitName]!;
  const isFar = Math.abs(drift) > words.sizeOf(limit);
  const state = isFar && p < limits.maxChance! ? "warn" : "ok";
  const reason = (): string =>
    state === "ok"
      ? `${words.what} has moved ${words.textOf(drift)} since the first files`
      : `${words.what} has drifted ${words.textOf(drift)}${beginning(compared, channelIndex, past.files)}`;
  return { state, value: words.valueOf(drift), limit, n, p, reason };
}

/** Where the drift began, in words. */
function beginning(
  { driftSince }: ComparedLevels,
  channelIndex: number,
  files: FilesPassed,
): string {
  const index = driftSince[channelIndex]!;
  const began = files.named.get(index);
  if (!began) return "";
  const where = began.run === null ? began.file : `run ${began.run}`;
  return ` since ${where}, ${countText(files.count - index, "file")} ago`;
}
