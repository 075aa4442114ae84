/** A quantity of channels over the files of a store. */

import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import { medianOfKnown } from "../numerics/median.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import type { ViewKind } from "../quantities/kept/view.js";
import { type NamedView, viewOf } from "../quantities/table.js";
import { readFileColumns } from "../store/parquet/file-columns.js";
import type { Trend, TrendQuantity, TrendScope, TrendSeries } from "./trend-series.js";

/**
 * The trend of a quantity over every file of a store.
 * @throws LightDqmError `bad-config` for a channel or group that the detector does not have
 */
export async function readTrend(
  store: string,
  quantity: TrendQuantity,
  scope: TrendScope,
  detector: DetectorProfile = defaultDetector(),
): Promise<Trend> {
  const groups = groupsOf(scope, detector);
  const channels = [...new Set(groups.flatMap(({ members }) => members))];
  const { kind, columns } = requireView(quantity);
  const read = await readFileColumns(store, columns, { adc: scope.adc, channels });
  const { files, unreadable } = read;
  const series = groups.map(({ members, ...names }) => {
    const at = members.map((channel) => channels.indexOf(channel));
    const cells = columns.map(
      (name) =>
        (file: number): number[] =>
          at.map((i) => read.cells[name]![file * channels.length + i]!),
    );
    return { ...names, ...seriesOf(kind, files.length, cells, members.length === 1) };
  });
  return { quantity, kind, scope, files, series, unreadable };
}

type Group = Pick<TrendSeries, "label" | "adc" | "epcb" | "channel"> & { members: number[] };

/** The lines of a trend: the whole group first, then its members. */
function groupsOf({ adc, epcb, channel }: TrendScope, detector: DetectorProfile): Group[] {
  const { epcbMembers, epcbsPerAdc } = detectorGroups(detector);
  const refuse = (what: string, got: number, count: number): never => {
    const expected = `0 to ${count - 1}`;
    throw new LightDqmError("bad-config", { what: `No such ${what}`, expected, got: `${got}` });
  };
  const within = (value: number, count: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < count;
  if (!within(adc, detector.adcCount)) refuse("ADC", adc, detector.adcCount);
  const channelGroup = (member: number): Group => ({
    label: `channel ${member}`,
    adc,
    epcb: null,
    channel: member,
    members: [member],
  });
  if (channel !== undefined) {
    if (!within(channel, detector.channelCount)) refuse("channel", channel, detector.channelCount);
    return [channelGroup(channel)];
  }
  const epcbGroup = (number: number): Group => ({
    label: `EPCB ${number}`,
    adc,
    epcb: number,
    channel: null,
    members: epcbMembers[adc * epcbsPerAdc + number]!.map(
      (channelIndex) => channelIndex % detector.channelCount,
    ),
  });
  if (epcb !== undefined) {
    if (!within(epcb, epcbsPerAdc)) refuse("EPCB", epcb, epcbsPerAdc);
    const whole = epcbGroup(epcb);
    return [whole, ...whole.members.map(channelGroup)];
  }
  const epcbs = Array.from({ length: epcbsPerAdc }, (_, number) => epcbGroup(number));
  const members = epcbs.flatMap((each) => each.members);
  return [{ label: `ADC ${adc}`, adc, epcb: null, channel: null, members }, ...epcbs];
}

function requireView({ quantity, ...selection }: TrendQuantity): NamedView {
  const view = viewOf(quantity, selection);
  if (view) return view;
  throw new LightDqmError("bad-config", {
    what: "Not a watched line",
    expected: `${lineFrequenciesMHz.join(", ")} MHz`,
    got: `${selection.lineMHz}`,
  });
}

type CellsOfFile = (file: number) => number[];

function seriesOf(
  kind: ViewKind,
  fileCount: number,
  columns: readonly CellsOfFile[],
  isChannel: boolean,
): Pick<TrendSeries, "value" | "low" | "high" | "counts"> {
  const byFile = (value: (file: number) => number): Float64Array =>
    Float64Array.from({ length: fileCount }, (_, file) => value(file));
  const unknown = (): Float64Array => byFile(() => Number.NaN);
  if (kind === "fraction") {
    const [passed, total] = columns.map((cells) => byFile((file) => sumOfKnown(cells(file))));
    return {
      value: byFile((file) => (total![file]! > 0 ? passed![file]! / total![file]! : Number.NaN)),
      low: unknown(),
      high: unknown(),
      counts: { passed: passed!, total: total! },
    };
  }
  const [middle, low, high] = columns;
  return {
    value: byFile((file) => medianOfKnown(middle!(file))),
    low: isChannel && low ? byFile((file) => low(file)[0]!) : unknown(),
    high: isChannel && high ? byFile((file) => high(file)[0]!) : unknown(),
    counts: null,
  };
}

const sumOfKnown = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
