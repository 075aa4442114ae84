/** What the index of runs says of one run: what its list shows and what it can be filtered by. */

import { recoveriesOf } from "../../judge/states/alarms.js";
import { isAlarm, type State, states, type Verdict } from "../../judge/states/verdict.js";
import type { RunNumber } from "../../numerics/run-number.js";
import type { FileNote } from "../../store/file-note.js";
import type { LightDqmDocument } from "../document.js";
import { documentName, pageName, pdfName } from "../report-stem.js";
import { countStates } from "../result.js";
import { channelRanges } from "./channel-ranges.js";

/** A run, as it stands in the data of the index. Compact: what is empty or unknown may be absent. */
export interface RunEntry {
  /** What the names of its report begin with; tells it from all others of the index. */
  stem: string;
  /** Name of the FLOW file. */
  file: string;
  run: RunNumber | null;
  subRun: RunNumber | null;
  /** First and last event, milliseconds UTC; null where no time is known. */
  time: readonly [firstMs: number, lastMs: number] | null;
  /** FINE, LOOK or CALL; null where nobody has judged it, or an earlier version has. */
  word: string | null;
  /** The result in words; empty without a report. */
  says: string;
  /** Whom to call now, and about what. */
  calls?: readonly string[];
  /** Verdicts in the order of `states`; null without a report. */
  counts: readonly number[] | null;
  /** Faults that are new, and all that recovered: the first few of each, and how many there are. */
  fresh?: Told;
  recovered?: Told;
  /** Faults that are neither; told by their number. */
  still?: number;
  /** By check: where it is alarmed. */
  alarms?: readonly AlarmedCheck[];
  /** What could not be judged: checks with the same channels and reason together. */
  unjudged?: readonly Unjudged[];
  /** Names of the files of its report beside the index. */
  files?: { page?: string; pdf?: string; document?: string };
  /** Name of its data file with numbers to compare; null where there is none. */
  values: string | null;
  /** Time of last change (milliseconds UTC) and size of what the entry is made of. */
  madeOf?: readonly [mtimeMs: number, bytes: number];
}

export interface Told {
  count: number;
  /** Title of the check, place, state. */
  first: readonly (readonly [title: string, place: string, state: State])[];
}

/** A check with an alarm: its worst state, its channels as `channelRanges`, other places in words. */
export type AlarmedCheck = readonly [
  check: string,
  state: State,
  channels: string,
  places: readonly string[],
];

/** Checks, channels as `channelRanges` (`*` all, empty: of the whole file), and why. */
export type Unjudged = readonly [checks: readonly string[], channels: string, reason: string];

/** So many faults are told by name. */
const mostTold = 12;

/**
 * The entry of a report.
 * @param stem of the names of its files
 */
export function entryOfDocument(
  document: LightDqmDocument,
  stem: string,
): Omit<RunEntry, "values" | "madeOf"> {
  const { input, time, verdicts, alarms, files, headline, answer } = document;
  const { fresh, still } = changesIn(alarms, verdicts);
  const recovered = told(
    document.recoveries
      ? document.recoveries.map((each) => faultOf(each, verdicts))
      : recoveriesOf(verdicts).map(({ title, place, verdict }) => [title, place, verdict.state]),
  );
  const counts = countStates(verdicts);
  return {
    ...{ stem, file: input.name, run: input.run, subRun: input.subRun },
    time: time && [time.firstMs, time.lastMs],
    word: answer?.word ?? null,
    says: answer?.sentence ?? headline,
    ...(answer && answer.calls.length > 0 && { calls: answer.callSentences }),
    counts: states.map((state) => counts[state]),
    ...(fresh.count > 0 && { fresh }),
    ...(recovered.count > 0 && { recovered }),
    ...(still > 0 && { still }),
    alarms: alarmedChecks(verdicts),
    unjudged: unjudgedIn(verdicts),
    files: namesOf(files, stem),
  };
}

/** The entry of a stored file that has no report here: nobody has judged it. */
export function entryOfStored({ input, time }: FileNote, stem: string): Omit<RunEntry, "values"> {
  return {
    ...{ stem, file: input.name, run: input.run, subRun: input.subRun },
    time: time && [time.firstMs, time.lastMs],
    ...{ word: null, says: "", counts: null },
  };
}

function changesIn(
  alarms: LightDqmDocument["alarms"],
  verdicts: readonly Verdict[],
): { fresh: Told; still: number } {
  const isNew = alarms.filter(({ change }) => change === "new");
  return {
    fresh: told(isNew.map((each) => faultOf(each, verdicts))),
    still: alarms.length - isNew.length,
  };
}

const faultOf = (
  { title, place, verdict }: LightDqmDocument["alarms"][number],
  verdicts: readonly Verdict[],
): Told["first"][number] => [title, place, verdicts[verdict]?.state ?? "unknown"];

const told = (all: Told["first"]): Told => ({ count: all.length, first: all.slice(0, mostTold) });

function alarmedChecks(verdicts: readonly Verdict[]): AlarmedCheck[] {
  const byCheck = new Map<string, Verdict[]>();
  for (const verdict of verdicts)
    if (isAlarm(verdict.state))
      byCheck.set(verdict.check, [...(byCheck.get(verdict.check) ?? []), verdict]);
  return [...byCheck].map(([check, found]) => [
    check,
    found.some(({ state }) => state === "bad") ? "bad" : "warn",
    channelRanges(found.flatMap(channelsOf)),
    [...new Set(found.flatMap(({ scope, adc, label }) => placeOf(scope, adc, label)))],
  ]);
}

/** A record of a whole ADC is of all its channels, unless it names them. */
function channelsOf({
  scope,
  adc,
  channel,
  members,
}: Verdict): Parameters<typeof channelRanges>[0] {
  if (members.length > 0) return members;
  return adc !== null && (channel !== null || scope === "adc") ? [[adc, channel]] : [];
}

function placeOf(scope: Verdict["scope"], adc: number | null, label: string | null): string[] {
  if (scope === "channel") return [];
  return [label ?? (scope === "adc" && adc !== null ? `ADC ${adc}` : scope)];
}

function unjudgedIn(verdicts: readonly Verdict[]): Unjudged[] {
  const byCheck = new Map<string, { all: number; unknown: Verdict[] }>();
  for (const verdict of verdicts) {
    const of = byCheck.get(verdict.check) ?? { all: 0, unknown: [] };
    byCheck.set(verdict.check, of);
    if (verdict.scope === "channel") of.all++;
    if (verdict.state === "unknown") of.unknown.push(verdict);
  }
  const alike = new Map<string, { checks: string[]; channels: string; reason: string }>();
  for (const [check, { all, unknown }] of byCheck) {
    if (unknown.length === 0) continue;
    const ofChannels = unknown.filter(({ scope }) => scope === "channel");
    const isAll = ofChannels.length > 0 && ofChannels.length === all;
    const channels = isAll ? "*" : channelRanges(unknown.flatMap(channelsOf));
    const { reason } = unknown[0]!;
    const key = `${channels} ${reason}`;
    const known = alike.get(key);
    if (known) known.checks.push(check);
    else alike.set(key, { checks: [check], channels, reason });
  }
  return [...alike.values()].map(({ checks, channels, reason }) => [checks, channels, reason]);
}

function namesOf(files: readonly string[], stem: string): NonNullable<RunEntry["files"]> {
  const [page, pdf] = [pageName(stem), pdfName(stem)];
  return {
    ...(files.includes(page) && { page }),
    ...(files.includes(pdf) && { pdf }),
    document: documentName(stem),
  };
}
