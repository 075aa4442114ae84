/** Reading `*.light-dqm.json`: only what the dashboard shows, and nothing unchecked. */
import { type Payload, parsePayload } from "@light-dqm/core/figures";
import type { ChannelRef, VerdictLine } from "../selection.js";
import { type Fields, fieldsOf, listOf, textOf } from "./fields.js";

/** A fault of the document, listed once. */
export interface AlarmLine {
  /** Name of its check, as in links. */
  check: string;
  state: string;
  change: string;
  place: string;
  title: string;
  reason: string;
  /** Titles of other checks that find it. */
  also: readonly string[];
  action: string;
  /** When to call whom; empty in documents of earlier versions and for what recovered. */
  call: string;
  /** What it is made of; empty for a fault of the whole file. */
  channels: readonly ChannelRef[];
}

/** A check that the file was judged with. */
export interface CheckLine {
  name: string;
  title: string;
  means: string;
  action: string;
  callers: string;
}

/** The verdict of the file in words. */
export interface AnswerLine {
  /** FINE, LOOK or CALL. */
  word: string;
  sentence: string;
  /** Whom to call now and about what, or that no call is needed. */
  calls: readonly string[];
  /** What goes for all other faults; empty without any. */
  otherwise: string;
  /** What cannot be determined, and why. */
  unknown: readonly string[];
  /** Channels that are listed as known; empty without any. */
  known: string;
}

export interface DashboardDocument {
  file: string;
  headline: string;
  /** Null in documents of earlier versions. */
  answer: AnswerLine | null;
  counts: readonly (readonly [state: string, count: number])[];
  notes: readonly string[];
  verdicts: readonly VerdictLine[];
  /** The worst first; null where the document does not list them. */
  alarms: readonly AlarmLine[] | null;
  /** What is good again since the file before. */
  recoveries: readonly AlarmLine[];
  /** Empty in documents of earlier versions. */
  checks: readonly CheckLine[];
  /** Settings and provenance: name and value. */
  settings: readonly (readonly [name: string, value: string])[];
  provenance: readonly (readonly [name: string, value: string])[];
  figures: readonly DocumentFigure[];
  /** What a page leaves out of its report, and where that is. */
  leftOut: readonly string[];
}

/** A figure, read when it is asked for, once. */
export interface DocumentFigure {
  title: string;
  /** As the document says; unchecked. */
  kind: string;
  /** A figure that cannot be read is its error. */
  payload(): Payload | Error;
}

const knownVersion = 1;

/** @throws Error that says what is wrong with the document as a whole */
export function parseDocument(value: unknown): DashboardDocument {
  const fields = fieldsOf(value);
  if (fields.schemaVersion !== knownVersion)
    throw new Error(
      `this document has an unsupported version (schemaVersion): expected ${knownVersion}, got ${String(fields.schemaVersion).slice(0, 40)}`,
    );
  if (!Array.isArray(fields.figures))
    throw new Error("not a Light DQM document (figures): expected an array");
  const verdicts = listOf(fields.verdicts);
  const checks = listOf(fields.checks).map(checkOf);
  const titles = new Map(checks.map(({ name, title }) => [name, title]));
  return {
    file: textOf(fieldsOf(fields.input).name),
    headline: textOf(fields.headline),
    answer: answerOf(fields.answer),
    counts: Object.entries(fieldsOf(fields.counts)).flatMap(([state, count]) =>
      typeof count === "number" ? [[state, count] as const] : [],
    ),
    notes: listOf(fields.notes).map(textOf),
    verdicts: verdicts.flatMap((verdict) => verdictOf(verdict, titles)),
    alarms: Array.isArray(fields.alarms)
      ? fields.alarms.map((alarm) => alarmOf(alarm, verdicts))
      : null,
    recoveries: listOf(fields.recoveries).map((alarm) => alarmOf(alarm, verdicts)),
    checks,
    settings: Object.entries(fieldsOf(fields.configuration)).map(([name, setting]) => [
      name,
      plain(setting),
    ]),
    provenance: provenanceOf(fields),
    figures: (fields.figures as unknown[]).map(figureOf),
    leftOut: listOf(fields.leftOut).map(textOf),
  };
}

function figureOf(value: unknown): DocumentFigure {
  const { bookmark, payload } = fieldsOf(value);
  const { title, kind } = fieldsOf(payload);
  let read: Payload | Error | undefined;
  return {
    title: textOf(bookmark) || textOf(title) || "Figure",
    kind: textOf(kind),
    payload() {
      read ??= payloadOf(payload);
      return read;
    },
  };
}

function payloadOf(value: unknown): Payload | Error {
  try {
    return parsePayload(value);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function answerOf(value: unknown): AnswerLine | null {
  const { word, sentence, callSentences, otherwise, unknown, known } = fieldsOf(value);
  if (typeof word !== "string" || typeof sentence !== "string") return null;
  return {
    ...{ word, sentence, otherwise: textOf(otherwise), known: textOf(known) },
    calls: listOf(callSentences).map(textOf),
    unknown: listOf(unknown).map(textOf),
  };
}

function checkOf(value: unknown): CheckLine {
  const { name, title, means, action, callers } = fieldsOf(value);
  return {
    ...{ name: textOf(name), title: textOf(title), means: textOf(means) },
    ...{ action: textOf(action), callers: textOf(callers) },
  };
}

function verdictOf(value: unknown, titles: ReadonlyMap<string, string>): VerdictLine[] {
  const { adc, channel, state, reason, change, ...fields } = fieldsOf(value);
  const check = textOf(fields.check);
  if (typeof adc !== "number" || typeof channel !== "number") return [];
  return [
    {
      ...{ adc, channel, check, title: titles.get(check) || check },
      ...{ state: textOf(state), reason: textOf(reason) },
      ...(typeof change === "string" ? { change } : {}),
    },
  ];
}

/** Its record is named by its number among the verdicts. */
function alarmOf(value: unknown, verdicts: readonly unknown[]): AlarmLine {
  const alarm = fieldsOf(value);
  const verdict = fieldsOf(verdicts[alarm.verdict as number]);
  const own = [[verdict.adc, verdict.channel], ...listOf(verdict.members)];
  return {
    check: textOf(verdict.check),
    state: textOf(verdict.state),
    reason: textOf(verdict.reason),
    change: textOf(alarm.change),
    place: textOf(alarm.place),
    title: textOf(alarm.title),
    also: listOf(alarm.also).map(textOf),
    action: textOf(alarm.action),
    call: textOf(alarm.call),
    channels: own.flatMap((each) => {
      const [adc, channel] = listOf(each);
      return typeof adc === "number" && typeof channel === "number" ? [{ adc, channel }] : [];
    }),
  };
}

/** Where the numbers come from, and how they were made. */
function provenanceOf(fields: Fields): [string, string][] {
  const [software, input, events] = [fields.software, fields.input, fields.events].map(fieldsOf);
  const reference = fieldsOf(fields.reference);
  const conditions = fieldsOf(fields.conditions);
  const time = fieldsOf(fields.time);
  const rows: [string, unknown][] = [
    ["File", input!.path],
    ["Run", input!.run],
    ["Part", input!.subRun],
    ["Size, bytes", input!.sizeBytes],
    ["First event", isoTime(time.firstMs)],
    ["Last event", isoTime(time.lastMs)],
    ["Time unknown", fields.timeUnknown],
    ["Events in the file", events!.inFile],
    ["Events analysed", events!.selected],
    ["Run type", conditions.runType],
    ["Compared with", listOf(reference.files).map(textOf).join(", ")],
    ["Processed", fields.processedAt],
    ["Made with", [software!.name, software!.version].map(plain).join(" ")],
  ];
  return rows.flatMap(([name, value]) =>
    value === null || value === undefined || value === "" ? [] : [[name, plain(value)]],
  );
}

const isoTime = (ms: unknown): string =>
  typeof ms === "number" && Number.isFinite(ms) && Math.abs(ms) < 8.64e15
    ? new Date(ms).toISOString().slice(0, 19).replace("T", " ").concat(" UTC")
    : "";

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(", ");
  if (typeof value !== "object" || value === null) return value === "" ? '""' : String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${typeof each === "object" ? `(${plain(each)})` : plain(each)}`)
    .join(", ");
}
