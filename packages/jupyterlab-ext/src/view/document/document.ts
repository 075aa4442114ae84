/** Reading `*.light-dqm.json`: only what the dashboard shows, and nothing unchecked. */
import { type Payload, parsePayload } from "@light-dqm/core/figures";
import type { ChannelRef, VerdictLine } from "../../selection.js";

/** A fault of the document, listed once. */
export interface AlarmLine {
  state: string;
  change: string;
  place: string;
  title: string;
  reason: string;
  /** Titles of other checks that find it. */
  also: readonly string[];
  action: string;
  /** Whom to call; empty in documents of earlier versions. */
  callers: string;
  /** What it is made of; empty for a fault of the whole file. */
  channels: readonly ChannelRef[];
}

export interface DashboardDocument {
  file: string;
  headline: string;
  counts: readonly (readonly [state: string, count: number])[];
  notes: readonly string[];
  verdicts: readonly VerdictLine[];
  /** The worst first; null where the document does not list them. */
  alarms: readonly AlarmLine[] | null;
  /** A figure that cannot be read is its error. */
  figures: readonly { bookmark: string; payload: Payload | Error }[];
}

const knownVersion = 1;

type Fields = Record<string, unknown>;

/** @throws Error that says what is wrong with the document as a whole */
export function parseDocument(value: unknown): DashboardDocument {
  const fields = value as Fields;
  if (fields.schemaVersion !== knownVersion)
    throw new Error(
      `this document has an unsupported version (schemaVersion): expected ${knownVersion}, got ${String(fields.schemaVersion).slice(0, 40)}`,
    );
  if (!Array.isArray(fields.figures))
    throw new Error("not a Light DQM document (figures): expected an array");
  return {
    file: textOf((fields.input as Fields | undefined)?.name),
    headline: textOf(fields.headline),
    counts: Object.entries((fields.counts as Fields | undefined) ?? {}).flatMap(([state, count]) =>
      typeof count === "number" ? [[state, count] as const] : [],
    ),
    notes: listOf(fields.notes).map(textOf),
    verdicts: listOf(fields.verdicts).flatMap(verdictOf),
    alarms: Array.isArray(fields.alarms)
      ? fields.alarms.map((alarm) => alarmOf(alarm, listOf(fields.verdicts)))
      : null,
    figures: (fields.figures as Fields[]).map((figure) => ({
      bookmark: textOf(figure?.bookmark),
      payload: payloadOf(figure?.payload),
    })),
  };
}

function payloadOf(value: unknown): Payload | Error {
  try {
    return parsePayload(value);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function verdictOf(value: unknown): VerdictLine[] {
  const { adc, channel, check, state, reason, change } = (value ?? {}) as Fields;
  if (typeof adc !== "number" || typeof channel !== "number") return [];
  return [
    {
      ...{ adc, channel, check: textOf(check), state: textOf(state), reason: textOf(reason) },
      ...(typeof change === "string" ? { change } : {}),
    },
  ];
}

/** Its record is named by its number among the verdicts. */
function alarmOf(value: unknown, verdicts: readonly unknown[]): AlarmLine {
  const alarm = (value ?? {}) as Fields;
  const verdict = (verdicts[alarm.verdict as number] ?? {}) as Fields;
  const own = [[verdict.adc, verdict.channel], ...listOf(verdict.members)];
  return {
    state: textOf(verdict.state),
    reason: textOf(verdict.reason),
    change: textOf(alarm.change),
    place: textOf(alarm.place),
    title: textOf(alarm.title),
    also: listOf(alarm.also).map(textOf),
    action: textOf(alarm.action),
    callers: textOf(alarm.callers),
    channels: own.flatMap((each) => {
      const [adc, channel] = listOf(each);
      return typeof adc === "number" && typeof channel === "number" ? [{ adc, channel }] : [];
    }),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
