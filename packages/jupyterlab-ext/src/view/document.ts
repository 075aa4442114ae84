/** Reading `*.light-dqm.json`: only what the dashboard shows, and nothing unchecked. */
import type { Payload } from "@light-dqm/core/figures";
import { parsePayload } from "@light-dqm/core/figures";
import type { VerdictLine } from "../selection.js";

export interface DashboardDocument {
  file: string;
  headline: string;
  counts: readonly (readonly [state: string, count: number])[];
  notes: readonly string[];
  verdicts: readonly VerdictLine[];
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
      `this document has a version that cannot be read here (schemaVersion): expected ${knownVersion}, got ${String(fields.schemaVersion).slice(0, 40)}`,
    );
  if (!Array.isArray(fields.figures))
    throw new Error("not a Light DQM document (figures): expected an array");
  return {
    file: textOf((fields.input as Fields | undefined)?.name),
    headline: textOf(fields.headline),
    counts: Object.entries((fields.counts as Fields | undefined) ?? {}).flatMap(([state, count]) =>
      typeof count === "number" ? [[state, count] as const] : [],
    ),
    notes: (Array.isArray(fields.notes) ? fields.notes : []).map(textOf),
    verdicts: (Array.isArray(fields.verdicts) ? fields.verdicts : []).flatMap(verdictOf),
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

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
