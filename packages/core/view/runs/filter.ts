/** Which runs are shown, and how the address of the page says so. */
import type { ChannelChoice } from "./channel-ranges.js";
import { holdsChannel } from "./channel-ranges.js";
import type { Run, Word } from "./run.js";
import { words } from "./run.js";
import { dayOf } from "./run-words.js";

/** What is asked for, as it was typed; empty: anything. */
export interface Filter {
  /** `101`, `101-120`, `101-` */
  runs: string;
  /** `2026-07-16`, in the zone of the index; both ends included. */
  from: string;
  to: string;
  word: Word | "";
  check: string;
  /** `3/26`, `ADC 3 channel 26`, `ADC 3` */
  channel: string;
  /** What is to be said of the check or channel. */
  how: "alarmed" | "unjudged";
}

export const noFilter: Filter = {
  ...{ runs: "", from: "", to: "", word: "", check: "", channel: "", how: "alarmed" },
};

/** First and last run; undefined for what is no number or range. */
export function runRange(
  text: string,
): { first: number | bigint; last: number | bigint } | undefined {
  const found = /^\s*(\d+)\s*(?:([-–]|to)\s*(\d*))?\s*$/.exec(text);
  if (!found) return undefined;
  const first = exactly(found[1]!);
  if (found[2] === undefined) return { first, last: first };
  const last = found[3] === "" ? Number.POSITIVE_INFINITY : exactly(found[3]!);
  return first <= last ? { first, last } : { first: last, last: first };
}

/** A whole number, also one beyond 2⁵³. */
function exactly(digits: string | number): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** A channel, or an ADC; undefined for what is neither. */
export function channelIn(text: string): ChannelChoice | undefined {
  const found = /^\s*(?:adc)?\s*(\d+)\s*(?:[/,:. -]\s*(?:ch(?:annel)?\.?)?\s*(\d+))?\s*$/i.exec(
    text,
  );
  if (!found) return undefined;
  return { adc: Number(found[1]), channel: found[2] === undefined ? null : Number(found[2]) };
}

/** Fields that are filled in but cannot be read, and so do not filter. */
export function unreadable({ runs, channel }: Filter): ("runs" | "channel")[] {
  return [
    ...(runs.trim() !== "" && !runRange(runs) ? (["runs"] as const) : []),
    ...(channel.trim() !== "" && !channelIn(channel) ? (["channel"] as const) : []),
  ];
}

/** A test of runs. */
export function matcher(filter: Filter, timeZone: string): (run: Run) => boolean {
  const range = runRange(filter.runs);
  const channel = channelIn(filter.channel);
  const { from, to, word, check, how } = filter;
  return (run) => {
    if (word !== "" && run.word !== word) return false;
    if (range) {
      if (run.run === null) return false;
      const number = exactly(run.run);
      if (number < range.first || number > range.last) return false;
    }
    if (from !== "" || to !== "") {
      if (!run.time) return false;
      if (from !== "" && dayOf(run.time.lastMs, timeZone) < from) return false;
      if (to !== "" && dayOf(run.time.firstMs, timeZone) > to) return false;
    }
    if (check === "" && !channel) return true;
    const isThere = (channels: string): boolean => !channel || holdsChannel(channels, channel);
    return how === "alarmed"
      ? run.alarms.some((one) => (check === "" || one.check === check) && isThere(one.channels))
      : run.unjudged.some(
          (one) => (check === "" || one.checks.includes(check)) && isThere(one.channels),
        );
  };
}

export const isEmpty = (filter: Filter): boolean =>
  (Object.keys(noFilter) as (keyof Filter)[]).every(
    (key) => key === "how" || filter[key].trim() === "",
  );

/** What the address of the page says after its `#`. */
export interface Place {
  filter: Filter;
  /** A run by its number, or by what its report is called. */
  run: string;
  /** Two runs that are compared, by what their reports are called. */
  compared: readonly string[];
}

export function placeOf(hash: string): Place {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (key: string): string => given.get(key) ?? "";
  return {
    filter: {
      ...{ runs: text("runs"), from: text("from"), to: text("to") },
      word: words.find((word) => word === text("state")) ?? "",
      ...{ check: text("check"), channel: text("channel") },
      how: text("how") === "unjudged" ? "unjudged" : "alarmed",
    },
    run: text("run"),
    compared: given.getAll("compare").slice(0, 2),
  };
}

export function hashOf({ filter, run, compared }: Place): string {
  const { runs, from, to, word, check, channel, how } = filter;
  const said: [string, string][] = [
    ...([
      ["runs", runs],
      ["from", from],
      ["to", to],
      ["state", word],
      ["check", check],
      ["channel", channel],
      ["how", how === "alarmed" ? "" : how],
      ["run", run],
    ] as [string, string][]),
    ...compared.map((stem): [string, string] => ["compare", stem]),
  ];
  const text = new URLSearchParams(said.filter(([, value]) => value !== "")).toString();
  return text === "" ? "" : `#${text}`;
}
