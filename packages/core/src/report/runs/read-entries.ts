/** What is in a directory, as entries of its index: its reports, and stored files without one. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { throwIfInterrupted } from "../../errors.js";
import { canonicalJson } from "../../files/canonical-json.js";
import { writeOutputFiles } from "../../files/output-files.js";
import { fileStem } from "../../flow/file-name.js";
import { readSummary } from "../../store/store.js";
import { namesIn } from "../../store/store-paths.js";
import { type StoredFile, storedFiles } from "../../store/stored-files.js";
import type { FileSummary } from "../../summary.js";
import type { LightDqmDocument } from "../document.js";
import { isDocumentName, stemOfDocument } from "../report-stem.js";
import { type IndexedRun, indexedRun } from "./index-report.js";
import { keptValues } from "./kept-values.js";
import { entryOfStored, type RunEntry } from "./run-entry.js";
import { numbersFile } from "./run-index.js";

export interface EntryReader {
  /** Those of all reports that are there now; what has not changed since the last time is not read. */
  reported(onProgress: (share: number) => void): Promise<RunEntry[]>;
  /** Those of stored files that none of the reports is of. */
  unreported(reports: readonly RunEntry[]): Promise<RunEntry[]>;
  /** Titles of the checks that are named, by name. */
  readonly checks: Readonly<Record<string, string>>;
  /** What could not be read, and why; each once. */
  readonly notes: ReadonlySet<string>;
}

/**
 * Reads entries, and writes the numbers of stored files beside them.
 * @param before entries of the index as it is
 * @throws LightDqmError of all its functions: `interrupted`
 */
export async function entryReader(
  directory: string,
  store: string,
  before: readonly RunEntry[],
  signal: AbortSignal | undefined,
): Promise<EntryReader> {
  const known = new Map(before.map((entry) => [entry.stem, entry]));
  const checks: Record<string, string> = {};
  const notes = new Set<string>();
  const stored = (await storedFiles(store)).filter(({ note }) => note !== null);
  const storedOf = new Map(stored.map((file) => [fileKey(entryOfStored(file.note!, "")), file]));

  /** The entry as it was, where it is made of the same and lacks no numbers; else another. */
  async function entryOf(
    stem: string,
    madeOf: readonly [number, number],
    make: () => Promise<Omit<RunEntry, "values"> | null>,
  ): Promise<RunEntry | null> {
    const same = known.get(stem);
    const isSame = same && String(same.madeOf) === String(madeOf);
    if (isSame && (same.values !== null || !storedOf.has(fileKey(same)))) return same;
    const made = await make();
    if (!made) return null;
    const values = await numbersOf(storedOf.get(fileKey(made)), stem);
    const entry: RunEntry = { ...made, values, madeOf };
    known.set(stem, entry);
    return entry;
  }

  /** Writes the numbers of a stored file. @returns the name of the data file; null without numbers */
  async function numbersOf(file: StoredFile | undefined, stem: string): Promise<string | null> {
    if (!file) return null;
    try {
      const numbers = await numbersFile(directory, stem, keptValues(await readStored(file)));
      await writeOutputFiles([numbers.file]);
      return numbers.name;
    } catch (error) {
      notes.add(`${stem}: no numbers to compare: ${(error as Error).message}`);
      return null;
    }
  }

  return {
    checks,
    notes,
    async reported(onProgress) {
      const names = (await namesIn(directory)).filter(isDocumentName);
      const entries: RunEntry[] = [];
      for (const [i, name] of names.entries()) {
        throwIfInterrupted(signal);
        onProgress(i / names.length);
        const path = join(directory, name);
        const found = await stat(path).catch(() => null);
        if (!found) continue;
        const stem = stemOfDocument(name);
        const entry = await entryOf(stem, [found.mtimeMs, found.size], async () => {
          const report = await reportAt(path, stem);
          Object.assign(checks, report?.checks);
          return report?.entry ?? null;
        });
        if (entry) entries.push(entry);
        else notes.add(`${name}: not a report that can be read, and not in the index`);
      }
      return entries;
    },
    async unreported(reports) {
      const reported = new Set(reports.map(fileKey));
      const stems = new Set(reports.map(({ stem }) => stem));
      const entries: RunEntry[] = [];
      for (const { note, key } of stored) {
        throwIfInterrupted(signal);
        if (reported.has(fileKey(entryOfStored(note!, "")))) continue;
        const plain = fileStem(note!.input.name);
        const stem = stems.has(plain) ? key : plain;
        stems.add(stem);
        const madeOf = [note!.processedMs ?? 0, 0] as const;
        entries.push((await entryOf(stem, madeOf, async () => entryOfStored(note!, stem)))!);
      }
      return entries;
    },
  };
}

/** Which file an entry is of. */
const fileKey = ({ file, run, subRun, time }: Omit<RunEntry, "values">): string =>
  canonicalJson([file, run, subRun, time?.[0] ?? null]);

/** Without its spectra where they cannot be read. */
async function readStored({ path, place }: StoredFile): Promise<FileSummary> {
  try {
    return await readSummary(path, { place });
  } catch {
    return await readSummary(path, { place, spectra: false });
  }
}

/** The entry of a report and the titles of its checks; null for what is none, or a damaged one. */
async function reportAt(path: string, stem: string): Promise<IndexedRun | null> {
  try {
    const document = JSON.parse(await readFile(path, "utf8")) as LightDqmDocument;
    if (document.kind !== "light-dqm-document") return null;
    return indexedRun(document, stem);
  } catch {
    return null;
  }
}
