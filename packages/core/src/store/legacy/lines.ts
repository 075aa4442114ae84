/** The JSON lines of the old script: one line per file, appended by several writers at once. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LightDqmError } from "../../errors.js";

/** A line that was whole: its file's index and its arrays by name, [adc][channel]. */
export type LegacyRecord = { file_index: number } & Record<string, number[][] | number>;

/** What one file of lines holds. */
export interface LegacyLines {
  /** File name without `.json`. */
  name: string;
  /** By file index; of lines with the same index the last. */
  records: Map<number, LegacyRecord>;
  /** Lines that were truncated or mixed with another. */
  torn: number;
  /** Lines that a later one of the same index replaced. */
  replaced: number;
}

/**
 * Reads every `*.json` of a directory.
 * @param shape length of the arrays: [adcs, channels]; lines with other arrays count as torn
 * @throws LightDqmError `not-found` where there is no such directory
 */
export async function readLegacyLines(
  directory: string,
  shape: readonly [number, number],
): Promise<LegacyLines[]> {
  let names: string[];
  try {
    names = (await readdir(directory)).filter((name) => name.endsWith(".json")).sort();
  } catch (cause) {
    throw new LightDqmError(
      "not-found",
      {
        what: "Cannot read the old script's results",
        where: directory,
        expected: "a directory with baselines.json, noises.json and others",
        got: (cause as Error).message,
      },
      { cause },
    );
  }
  return Promise.all(
    names.map(async (name) =>
      parseLegacyLines(name.slice(0, -5), await readFile(join(directory, name), "utf8"), shape),
    ),
  );
}

/** The lines of one file. */
export function parseLegacyLines(
  name: string,
  text: string,
  shape: readonly [number, number],
): LegacyLines {
  const records = new Map<number, LegacyRecord>();
  let torn = 0;
  let replaced = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const record = parseLine(line, shape);
    if (!record) {
      torn++;
      continue;
    }
    if (records.has(record.file_index)) replaced++;
    records.set(record.file_index, record);
  }
  return { name, records, torn, replaced };
}

function parseLine(line: string, [adcs, channels]: readonly [number, number]): LegacyRecord | null {
  let record: LegacyRecord;
  try {
    // Python writes NaN and Infinity, which JSON does not have.
    record = JSON.parse(line.replace(/-?\bInfinity\b|\bNaN\b/g, "null")) as LegacyRecord;
  } catch {
    return null;
  }
  if (typeof record !== "object" || record === null) return null;
  if (!Number.isInteger(record.file_index) || record.file_index < 0) return null;
  const isTable = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length === adcs &&
    value.every(
      (row) =>
        Array.isArray(row) &&
        row.length === channels &&
        row.every((cell) => cell === null || typeof cell === "number"),
    );
  const tables = Object.entries(record).filter(([key]) => key !== "file_index");
  return tables.length > 0 && tables.every(([, value]) => isTable(value)) ? record : null;
}
