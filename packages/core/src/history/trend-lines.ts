/** Whose trend is asked for, in a detector: the group and its parts, or a channel. */
import type { ChannelGroup, GroupKind } from "../detector/channel-groups.js";
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import type { TrendLine, TrendScope } from "./trend-series.js";

type Key = keyof TrendScope;

const words: Readonly<Record<Key, string>> = {
  ...{ module: "module", tpc: "TPC", adc: "ADC", epcb: "EPCB", trap: "trap", channel: "channel" },
};

/** What may be given together, and the kind of group that it is; each has lines of its parts. */
const scopes: readonly { given: readonly Key[]; kind: GroupKind | "channel" }[] = [
  { given: ["adc", "channel"], kind: "channel" },
  { given: ["adc", "epcb"], kind: "epcb" },
  { given: ["adc", "tpc"], kind: "half-adc" },
  { given: ["adc"], kind: "adc" },
  { given: ["tpc", "trap"], kind: "trap" },
  { given: ["tpc"], kind: "tpc" },
  { given: ["module"], kind: "module" },
];

/** The kinds of the lines beside that of the whole group. */
const partsOf: Readonly<Record<GroupKind, GroupKind | "channel">> = {
  detector: "module",
  module: "tpc",
  tpc: "half-adc",
  adc: "epcb",
  "half-adc": "epcb",
  epcb: "channel",
  trap: "channel",
};

/** What is asked for, in words that need no detector: `ADC 2, channel 13`. */
export function scopeText(scope: TrendScope): string {
  return requireScope(scope)
    .given.map((key) => `${words[key]} ${scope[key]}`)
    .join(", ");
}

/**
 * The lines of a trend: the whole group first, then its parts. These are TPCs of a module, halves of
 * ADCs of a TPC, EPCBs of an ADC and of half of one, channels of an EPCB and of a trap.
 * @returns the whole in words, and the lines
 * @throws LightDqmError `bad-config` for numbers that do not go together or that the detector does not have
 */
export function trendLines(
  scope: TrendScope,
  detector: DetectorProfile,
): { label: string; lines: TrendLine[] } {
  const { placeOf, groupOf } = detectorGroups(detector);
  const lineOfGroup = (group: ChannelGroup): TrendLine => ({
    label: group.kind === "epcb" ? `EPCB ${group.number}` : group.label,
    ...{ kind: group.kind, adc: group.adc, number: group.number },
    members: group.members.map((i) => [placeOf(i).adc, placeOf(i).channel]),
  });
  if (requireScope(scope).kind === "channel") {
    const [adc, channel] = [scope.adc!, scope.channel!];
    requireNumber("adc", adc, range(detector.adcCount));
    requireNumber("channel", channel, range(detector.channelCount));
    return { label: scopeText(scope), lines: [lineOfChannel(adc, channel)] };
  }
  const whole = groupOfScope(scope, detector);
  const parts = partsOf[whole.kind];
  const ofParts =
    parts === "channel"
      ? whole.members.map((i) => lineOfChannel(placeOf(i).adc, placeOf(i).channel))
      : [...new Set(whole.members.map((i) => groupOf(parts, i)!))]
          .map(lineOfGroup)
          .sort((a, b) => (a.adc ?? 0) - (b.adc ?? 0) || a.number - b.number);
  return { label: whole.label, lines: [lineOfGroup(whole), ...ofParts] };
}

/**
 * The group that some numbers are of.
 * @throws LightDqmError `bad-config` for numbers that do not go together or that the detector does not have
 */
export function groupOfScope(
  scope: Omit<TrendScope, "channel">,
  detector: DetectorProfile,
): ChannelGroup {
  const { given, kind } = requireScope(scope);
  const groups = detectorGroups(detector);
  const tables = {
    ...{ adc: groups.adcOf, tpc: groups.tpcOf, module: groups.moduleOf },
    ...{ epcb: groups.epcbOf, trap: groups.trapOf },
  };
  let found = groups.active;
  for (const key of given as readonly (keyof typeof tables)[]) {
    const numbers = [...new Set(found.map((i) => tables[key][i]!))].filter((n) => n >= 0);
    requireNumber(key, scope[key]!, numbers);
    found = found.filter((i) => tables[key][i] === scope[key]);
  }
  return groups.groupOf(kind as GroupKind, found[0]!)!;
}

function lineOfChannel(adc: number, channel: number): TrendLine {
  const label = `channel ${channel}`;
  return { label, kind: "channel", adc, number: channel, members: [[adc, channel]] };
}

/**
 * What kind of group some numbers are of.
 * @param nameOf what a number is called where it is asked for
 * @throws LightDqmError `bad-config` for numbers that do not go together
 */
export function requireScope(
  scope: TrendScope,
  nameOf: (key: Key) => string = (key) => key,
): (typeof scopes)[number] {
  const named = (Object.keys(words) as Key[]).filter((key) => scope[key] !== undefined);
  const row = scopes.find(
    ({ given }) => given.length === named.length && given.every((key) => named.includes(key)),
  );
  if (row) return row;
  const allowed = scopes.map(({ given }) => given.map(nameOf).join(" with "));
  throw new LightDqmError("bad-config", {
    what: "Which channels are meant is not clear",
    expected: allowed.join(", or "),
    got: named.map(nameOf).join(", ") || "none",
  });
}

const range = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

function requireNumber(key: Key, got: number, numbers: readonly number[]): void {
  if (numbers.includes(got)) return;
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const expected =
    last - first + 1 === numbers.length
      ? `${first} to ${last}`
      : [...numbers].sort((a, b) => a - b).join(", ");
  throw new LightDqmError("bad-config", {
    what: `No such ${words[key]}`,
    expected: numbers.length > 0 ? expected : "none",
    got: `${got}`,
  });
}
