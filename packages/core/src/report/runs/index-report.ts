/** The index of runs after a report: what it says of one run. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config/config.js";
import { titleOf } from "../../judge/checks/index.js";
import { namesIn } from "../../store/store-paths.js";
import type { FileSummary } from "../../summary.js";
import { countText } from "../../words/phrases.js";
import type { LightDqmDocument } from "../document.js";
import { documentName, isDocumentName } from "../report-stem.js";
import { keptValues } from "./kept-values.js";
import { entryOfDocument, type RunEntry } from "./run-entry.js";
import { addRun, indexName, numbersFile, readManifest } from "./run-index.js";

/** What the index says of a report, but for what follows from its files. */
export interface IndexedRun {
  entry: Omit<RunEntry, "values" | "madeOf">;
  /** Titles of the checks that the entry names, by name. */
  checks: Record<string, string>;
}

/** @param stem of the names of the report's files */
export function indexedRun(document: LightDqmDocument, stem: string): IndexedRun {
  const entry = entryOfDocument(document, stem);
  return { entry, checks: titlesOf(document, entry) };
}

/**
 * Puts a report that has been written into the index of its directory. Never throws: the report is
 * there without it, and `light-dqm index` makes up for it.
 * @param directory of the report
 * @returns what to tell; null where there is nothing
 */
export async function indexReport(
  directory: string,
  run: IndexedRun,
  summary: FileSummary,
  config: Pick<Config, "timeZone">,
): Promise<string | null> {
  try {
    return await addReport(directory, run, summary, config);
  } catch (error) {
    return `${indexName} is not up to date, light-dqm index makes it again: ${(error as Error).message}`;
  }
}

async function addReport(
  directory: string,
  { entry, checks }: IndexedRun,
  summary: FileSummary,
  { timeZone }: Pick<Config, "timeZone">,
): Promise<string | null> {
  const isFirst = (await readManifest(directory)) === null;
  const numbers = await numbersFile(directory, entry.stem, keptValues(summary));
  const { mtimeMs, size } = await stat(join(directory, documentName(entry.stem)));
  const whole: RunEntry = { ...entry, values: numbers.name, madeOf: [mtimeMs, size] };
  await addRun(directory, whole, numbers.file, { checks, timeZone });
  const others = isFirst ? (await namesIn(directory)).filter(isDocumentName).length - 1 : 0;
  return others > 0
    ? `${countText(others, "earlier report")} not in ${indexName} yet: light-dqm index adds them`
    : null;
}

function titlesOf(
  { checks = [], alarms, verdicts }: Pick<LightDqmDocument, "checks" | "alarms" | "verdicts">,
  entry: Pick<RunEntry, "alarms" | "unjudged">,
): Record<string, string> {
  const own = new Map([
    ...alarms.map(({ title, verdict }) => [verdicts[verdict]?.check, title] as const),
    ...checks.map(({ name, title }) => [name, title] as const),
  ]);
  const named = [
    ...(entry.alarms ?? []).map(([check]) => check),
    ...(entry.unjudged ?? []).flatMap(([checks]) => checks),
  ];
  return Object.fromEntries(named.map((check) => [check, own.get(check) ?? titleOf(check)]));
}
