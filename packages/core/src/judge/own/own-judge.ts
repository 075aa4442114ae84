/** The functions of own checks, made safe: whatever they do, there is a record of everything. */
import { detectorGroups } from "../../detector/groups.js";
import type { FileSummary } from "../../summary.js";
import type { Check, Finding } from "../check.js";
import { adc16RangeText, adc16Text, adc16Unit } from "../in-units.js";
import { notCompared, unknown } from "../parts/findings.js";
import { wideRecord } from "../parts/wide-check.js";
import type { State, Verdict } from "../states/verdict.js";
import type { OwnCase, OwnCheck, OwnFinding } from "./own-row.js";

/** What a row says of a file, as the table of checks has it. */
export function judgeOf(row: OwnCheck): Check["judge"] {
  const { name, find, judge, comparesWithEarlier, scope = "channel", unit = "" } = row;
  const record = (adc: number | null, channel: number | null, found: Finding): Verdict => ({
    ...wideRecord(name, scope, adc, found),
    ...{ channel, unit },
  });
  if (judge)
    return (...given) => {
      const records: unknown = judge(...given);
      if (!Array.isArray(records)) throw new TypeError("it returned no list of records");
      return (records as Partial<Verdict>[]).map((one) => ({
        ...record(one.adc ?? null, one.channel ?? null, findingOf(one, row, 0)),
        unit: one.unit ?? unit,
      }));
    };
  return (summary, past, limits) =>
    placesOf(summary, scope).map(({ adc, channel, channelIndex, n }) => {
      if (comparesWithEarlier && !past?.files.count)
        return record(adc, channel, notCompared(past, n));
      const at = { adc: adc ?? -1, channel: channel ?? -1, channelIndex, n };
      return record(adc, channel, foundBy(find!, { summary, past, limits, ...at }, row));
    });
}

/** A failure in one place leaves the others as they are. */
function foundBy(find: NonNullable<OwnCheck["find"]>, of: OwnCase, row: OwnCheck): Finding {
  try {
    return findingOf(find(of), row, of.n);
  } catch (error) {
    return unknown(`the check failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Place extends Pick<OwnCase, "channelIndex" | "n"> {
  adc: number | null;
  channel: number | null;
}

function placesOf(summary: FileSummary, scope: NonNullable<OwnCheck["scope"]>): Place[] {
  const { active, adcMembers, placeOf } = detectorGroups(summary.detector);
  const wide = { channel: null, channelIndex: -1, n: summary.selectedEvents.length };
  if (scope === "file") return [{ adc: null, ...wide }];
  if (scope === "adc")
    return adcMembers.flatMap((members, adc) => (members.length > 0 ? [{ adc, ...wide }] : []));
  const valid = summary.validCount.all;
  return active.map((channelIndex) => ({
    ...placeOf(channelIndex),
    channelIndex,
    n: valid?.[channelIndex] ?? 0,
  }));
}

const foundStates: readonly State[] = ["ok", "warn", "bad", "unknown"];

/** What was found, with everything that may be left out; what is no finding, as unknown. */
function findingOf(
  found: Partial<OwnFinding | Verdict>,
  { unit = "", comparesWithEarlier }: OwnCheck,
  count: number,
): Finding {
  const { state, value, reason } = found ?? {};
  if (!foundStates.includes(state as State))
    return unknown(`the check returned no state that is one of ${foundStates.join(", ")}`);
  const limit = limitOf(found.limit);
  const n = isNumber(found.n) && found.n >= 0 ? Math.round(found.n) : count;
  const why = typeof reason === "string" ? reason : null;
  // Without a limit, n above 0 would say that no earlier file was there to compare with.
  if (state === "unknown")
    return unknown(why ?? "the check cannot tell", {
      limit,
      n: limit === null && !comparesWithEarlier ? 0 : n,
    });
  if (!isNumber(value)) return unknown("the check returned no number");
  const p = isNumber(found.p) && found.p >= 0 && found.p <= 1 ? found.p : null;
  return {
    ...{ state: state as Finding["state"], value, limit, n, p },
    reason: why ?? valueText(value, limit, unit),
  };
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

function limitOf(limit: unknown): Verdict["limit"] {
  if (isNumber(limit)) return limit;
  if (!Array.isArray(limit) || limit.length !== 2 || !limit.every(isNumber)) return null;
  return [limit[0]!, limit[1]!];
}

/** `1830.5 ADC16 counts, limit 2000 ADC16 counts` */
function valueText(value: number, limit: Verdict["limit"], unit: string): string {
  const isSize = unit === adc16Unit;
  const short = (number: number): string => String(Number(number.toPrecision(4)));
  const one = (number: number): string =>
    isSize ? adc16Text(number) : `${short(number)} ${unit}`.trimEnd();
  if (limit === null) return one(value);
  if (typeof limit === "number") return `${one(value)}, limit ${one(limit)}`;
  const range = isSize
    ? adc16RangeText(limit[0], limit[1])
    : `${short(limit[0])} to ${one(limit[1])}`;
  return `${one(value)}, allowed ${range}`;
}
