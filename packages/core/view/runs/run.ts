/** Reading the data of the index: only what is shown, and nothing unchecked. */
import { type Fields, fieldsOf, listOf, textOf } from "../document/fields.js";

/** What a run was judged as; `unknown` where nobody has, which is never fine. */
export type Word = "FINE" | "LOOK" | "CALL" | "unknown";
export const words: readonly Word[] = ["CALL", "LOOK", "FINE", "unknown"];

export interface Fault {
  title: string;
  place: string;
  state: string;
}

/** The first few of some faults, and how many there are. */
export interface Told {
  count: number;
  first: readonly Fault[];
}

export interface Run {
  stem: string;
  file: string;
  /** Beyond ±2⁵³ its digits as a text. */
  run: number | string | null;
  subRun: number | string | null;
  /** Milliseconds UTC; null where no time is known. */
  time: { firstMs: number; lastMs: number } | null;
  word: Word;
  says: string;
  calls: readonly string[];
  /** Records by state; null without a report. */
  counts: readonly (readonly [state: string, count: number])[] | null;
  fresh: Told;
  recovered: Told;
  still: number;
  alarms: readonly { check: string; state: string; channels: string; places: readonly string[] }[];
  unjudged: readonly { checks: readonly string[]; channels: string; reason: string }[];
  /** Names of files beside the page. */
  files: { page: string | null; pdf: string | null; document: string | null };
  /** Name of the data file with its numbers. */
  values: string | null;
}

export interface Manifest {
  /** In the order of their runs, the earliest first. */
  pages: readonly { name: string; count: number; fromMs: number | null; stamp: string }[];
  /** Runs by word. */
  words: ReadonlyMap<string, number>;
  /** Checks that are named, by title. */
  checks: readonly { name: string; title: string }[];
  timeZone: string;
}

const knownVersion = 1;

/** @throws Error that says what is wrong */
export function parseManifest(fields: Fields): Manifest {
  if (fields.version !== knownVersion)
    throw new Error(
      `this index has an unsupported version: expected ${knownVersion}, got ${String(fields.version).slice(0, 40)}`,
    );
  const pages = listOf(fields.pages).map(fieldsOf);
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const [word, count] of Object.entries(fieldsOf(page.words)))
      counts.set(word, (counts.get(word) ?? 0) + (numberOf(count) ?? 0));
  return {
    pages: pages.map(({ name, count, fromMs, stamp }) => ({
      ...{ name: textOf(name), count: numberOf(count) ?? 0 },
      ...{ fromMs: numberOf(fromMs), stamp: textOf(stamp) },
    })),
    words: counts,
    checks: Object.entries(fieldsOf(fields.checks))
      .map(([name, title]) => ({ name, title: textOf(title) || name }))
      .sort((a, b) => a.title.localeCompare(b.title, "en")),
    timeZone: zoneOf(fields.timeZone),
  };
}

/** UTC for what is no zone. */
function zoneOf(value: unknown): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: textOf(value) }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** The runs of a page. */
export const parseRuns = (fields: Fields): Run[] => listOf(fields.runs).map(runOf);

const stateNames = ["ok", "warn", "bad", "unknown", "masked"];

function runOf(value: unknown): Run {
  const fields = fieldsOf(value);
  const { page, pdf, document } = fieldsOf(fields.files);
  const [firstMs, lastMs] = listOf(fields.time).map(numberOf);
  const isTimed = isTime(firstMs) && isTime(lastMs);
  const word = words.find((each) => each === fields.word) ?? "unknown";
  return {
    ...{ stem: textOf(fields.stem), file: textOf(fields.file) },
    ...{ run: runNumberIn(fields.run), subRun: runNumberIn(fields.subRun) },
    ...{ time: isTimed ? { firstMs, lastMs } : null, word, says: textOf(fields.says) },
    calls: listOf(fields.calls).map(textOf),
    counts: Array.isArray(fields.counts)
      ? stateNames.map((state, i) => [state, numberOf(listOf(fields.counts)[i]) ?? 0] as const)
      : null,
    ...{ fresh: toldOf(fields.fresh), recovered: toldOf(fields.recovered) },
    still: numberOf(fields.still) ?? 0,
    alarms: listOf(fields.alarms).map((each) => {
      const [check, state, channels, places] = listOf(each);
      return {
        ...{ check: textOf(check), state: textOf(state), channels: textOf(channels) },
        places: listOf(places).map(textOf),
      };
    }),
    unjudged: listOf(fields.unjudged).map((each) => {
      const [checks, channels, reason] = listOf(each);
      return {
        checks: listOf(checks).map(textOf),
        ...{ channels: textOf(channels), reason: textOf(reason) },
      };
    }),
    files: { page: nameOf(page), pdf: nameOf(pdf), document: nameOf(document) },
    values: nameOf(fields.values),
  };
}

function toldOf(value: unknown): Told {
  const { count, first } = fieldsOf(value);
  return {
    count: numberOf(count) ?? 0,
    first: listOf(first).map((each) => {
      const [title, place, state] = listOf(each).map(textOf);
      return { title: title ?? "", place: place ?? "", state: state ?? "" };
    }),
  };
}

/** A run number: beyond ±2⁵³ its digits as a text. */
export const runNumberIn = (value: unknown): number | string | null =>
  typeof value === "string" && /^-?\d{16,19}$/.test(value) && !Number.isSafeInteger(Number(value))
    ? value
    : numberOf(value);

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** Whether it is a time that calendars have. */
const isTime = (ms: number | null | undefined): ms is number =>
  typeof ms === "number" && Math.abs(ms) <= 8.64e15;

const nameOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** The address of a file beside the page, whatever its name holds. */
export const addressOf = (name: string): string =>
  `./${encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"))}`;
