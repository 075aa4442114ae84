/** How figures lay out the channels of a detector: in rows or panels of an ADC, or of a module. */
import { type ChannelPlace, detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { channelTicks, type Ticks } from "./style/axes.js";

/** Rows of channels; a channel's x is its number, counted through the ADCs of its row. */
export interface ChannelRows {
  /** What a row is: `ADC`, or `Module` where there are too many ADCs for one each. */
  title: "ADC" | "Module";
  /** ADCs of each row, ascending. */
  adcs: readonly (readonly number[])[];
  /** Length of the longest row in channels, inactive ones included. */
  columnCount: number;
  rowOf(place: ChannelPlace): number;
  xOf(place: ChannelPlace): number;
  /** The channel at a place of a row; null where there is none. */
  at(row: number, x: number): ChannelPlace | null;
  xTitle: string;
  xTicks(widthPx: number, textPx: number): Ticks;
}

/** With more ADCs than this, a row is a module. */
const mostAdcRows = 16;

const kept = new WeakMap<DetectorProfile, ChannelRows>();

/** The rows of a detector, made once for each profile object. */
export function channelRows(detector: DetectorProfile): ChannelRows {
  const known = kept.get(detector);
  if (known) return known;
  const made = makeRows(detector);
  kept.set(detector, made);
  return made;
}

function makeRows(detector: DetectorProfile): ChannelRows {
  const { adcCount, channelCount } = detector;
  const isPerAdc = adcCount <= mostAdcRows;
  const adcs = isPerAdc
    ? Array.from({ length: adcCount }, (_, adc) => [adc])
    : adcsOfModules(detector);
  const place = new Map(
    adcs.flatMap((ofRow, row) => ofRow.map((adc, i) => [adc, { row, offset: i * channelCount }])),
  );
  const adcsPerRow = Math.max(...adcs.map(({ length }) => length));
  return {
    title: isPerAdc ? "ADC" : "Module",
    adcs,
    columnCount: adcsPerRow * channelCount,
    rowOf: ({ adc }) => place.get(adc)?.row ?? -1,
    xOf: ({ adc, channel }) => (place.get(adc)?.offset ?? 0) + channel,
    at: (row, x) => {
      const adc = adcs[row]?.[Math.floor(x / channelCount)];
      return adc === undefined || x < 0 ? null : { adc, channel: x % channelCount };
    },
    xTitle: isPerAdc ? "Channel" : `Channel, ADC after ADC (${channelCount} each)`,
    xTicks: (widthPx, textPx) =>
      isPerAdc
        ? channelTicks(channelCount, widthPx, textPx)
        : {
            values: Array.from({ length: adcsPerRow }, (_, i) => i * channelCount),
            text: Array.from({ length: adcsPerRow }, (_, i) => `${i * channelCount}`),
          },
  };
}

/** ADCs without an active channel are in no module and have no row. */
function adcsOfModules(detector: DetectorProfile): number[][] {
  const { adcMembers, moduleCount, moduleOf } = detectorGroups(detector);
  const adcs = Array.from({ length: moduleCount }, (): number[] => []);
  adcMembers.forEach(([first], adc) => {
    if (first !== undefined) adcs[moduleOf[first]!]!.push(adc);
  });
  return adcs;
}
