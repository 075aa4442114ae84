/** A detector in a few words, and TPC by TPC. */
import { defaultConfig } from "../../../config/load-config.js";
import { type DetectorGroups, detectorGroups } from "../../../detector/groups.js";
import { type DetectorProfile, railsOf, trapKinds } from "../../../detector/profile.js";
import { defaultLimits } from "../../../judge/limits.js";
import { countText } from "../../../words/phrases.js";

export interface DetectorOverview {
  name: string;
  adcs: number;
  channelsPerAdc: number;
  activeChannels: number;
  modules: number;
  tpcs: number;
  traps: number;
}

export function overviewOf(detector: DetectorProfile): DetectorOverview {
  const { active, moduleCount, tpcCount, traps } = detectorGroups(detector);
  return {
    name: detector.name,
    adcs: detector.adcCount,
    channelsPerAdc: detector.channelCount,
    activeChannels: active.length,
    modules: moduleCount,
    tpcs: tpcCount,
    traps: traps.length,
  };
}

/** `fsd: 4 ADCs × 64 channels, 240 of them active; 1 module, 2 TPCs, 80 light traps`, and a line break. */
export function overviewText(of: DetectorOverview): string {
  const parts = [
    countText(of.modules, "module"),
    countText(of.tpcs, "TPC"),
    countText(of.traps, "light trap"),
  ];
  return `${of.name}: ${countText(of.adcs, "ADC")} × ${of.channelsPerAdc} channels, ${of.activeChannels} of them active; ${parts.join(", ")}\n`;
}

/**
 * `16 ns a sample, threshold 500, baselines -2000 to 2000, rails -32764 and 32760 (ADC16)`, and a line
 * break; what the description does not say is marked as default.
 */
export function defaultsText({ sampleNs, own }: DetectorProfile): string {
  const { lowestAdc16, highestAdc16 } = defaultLimits({ own })["baseline-range"]!;
  const marked = (text: string, described: unknown): string =>
    described === undefined ? `${text} (default)` : text;
  const parts = [
    `${sampleNs} ns a sample`,
    marked(
      `threshold ${own?.thresholdAdc16 ?? defaultConfig().ptps16bit.join(" ")}`,
      own?.thresholdAdc16,
    ),
    marked(`baselines ${lowestAdc16} to ${highestAdc16}`, own?.baselineRangeAdc16),
    marked(`rails ${railsOf({ own }).join(" and ")}`, own?.railsAdc16),
  ];
  return `${parts.join(", ")} (ADC16)\n`;
}

/** A TPC: what reads it and what hangs in it, in words. */
export interface TpcRow {
  tpc: number;
  module: number;
  /** `4: 36–47, 52–63; 5: 36–47, 52–63` */
  channels: string;
  /** `4 ArCLight, 12 LCM` */
  traps: string;
}

export function tpcRows({ tpcMembers, traps, adcOf, placeOf }: DetectorGroups): TpcRow[] {
  return tpcMembers.map((members, tpc) => {
    const own = traps.filter((trap) => trap.tpc === tpc);
    const adcs = [...new Set(members.map((member) => adcOf[member]!))];
    const channelsOf = (adc: number): number[] =>
      members.filter((member) => adcOf[member] === adc).map((member) => placeOf(member).channel);
    const kinds = trapKinds.map((kind) => [kind, own.filter((trap) => trap.kind === kind).length]);
    return {
      tpc,
      module: own[0]?.module ?? -1,
      channels: adcs.map((adc) => `${adc}: ${rangesText(channelsOf(adc))}`).join("; "),
      traps: kinds.map(([kind, count]) => `${count} ${kind}`).join(", "),
    };
  });
}

/** Ascending numbers, runs of them as ranges: `4–15, 20–31`. */
function rangesText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
