/** Reports that rest on what the store no longer holds: after a late file, a rerun, an acceptance. */
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../../config/config.js";
import { recordedConfig } from "../../config/recorded-config.js";
import { canonicalJson } from "../../files/canonical-json.js";
import { type DocumentHead, documentHead } from "../../report/document-head.js";
import { isDocumentName, pdfNameOf } from "../../report/report-stem.js";
import { type StoredFile, storedFiles } from "../../store/stored-files.js";
import { storeDirectory } from "../store-upkeep.js";
import { stampsOf } from "./stamps.js";

/** A report that would be another one today. */
export interface StaleReport {
  /** Name of its PDF. */
  name: string;
  /** Of the FLOW file, absolute, as recorded. */
  input: DocumentHead["input"];
  /** Its stored summary. */
  file: StoredFile;
  /** How it was made, with today's output directory and store. */
  config: Config;
}

/**
 * The reports in the output directory that rest on other files, versions of files, acceptances or known
 * faults than the store has now, or that another version of this software made. Each is compared by
 * the settings that it records. Reports of files that are not in the store, and those whose settings can
 * no longer be read, are not among them.
 * @returns in the order of their data
 */
export async function staleReports(
  config: Pick<Config, "outputDir" | "store">,
): Promise<StaleReport[]> {
  const outputDir = resolve(config.outputDir);
  const entries = await readdir(outputDir, { withFileTypes: true }).catch(() => []);
  // A link leads to a report that is there by its own name.
  const names = entries
    .filter((entry) => !entry.isSymbolicLink() && isDocumentName(entry.name))
    .map(({ name }) => name);
  const files = await storedFiles(storeDirectory(config));
  const fileOf = new Map(files.flatMap((file) => (file.note ? [[fileKey(file.note), file]] : [])));
  const stampers = new Map<string, ReturnType<typeof stampsOf>>();
  const placeOf = new Map(files.map((file, place) => [file, place]));
  const stale: StaleReport[] = [];
  for (const name of names) {
    const head = await documentHead(join(outputDir, name));
    const file = head && fileOf.get(fileKey(head));
    if (!head || !file) continue;
    const madeWith = configOf(head, config);
    if (!madeWith) continue;
    const key = canonicalJson(head.configuration);
    const stamps = stampers.get(key) ?? stampsOf(files, madeWith);
    stampers.set(key, stamps);
    // Where the stamp cannot be told, redoing the report says why.
    const stamp = await stamps.then((of) => of(file)).catch(() => null);
    if (stamp !== head.reference.stamp)
      stale.push({ name: pdfNameOf(name), input: head.input, file, config: madeWith });
  }
  return stale.sort((a, b) => placeOf.get(a.file)! - placeOf.get(b.file)!);
}

const fileKey = ({
  input,
}: Pick<DocumentHead, "input"> | NonNullable<StoredFile["note"]>): string =>
  canonicalJson([input.name, input.run, input.subRun, input.eventsHash ?? null]);

function configOf(
  { configuration }: DocumentHead,
  { outputDir, store }: Pick<Config, "outputDir" | "store">,
): Config | null {
  try {
    const recorded = recordedConfig(configuration);
    return { ...recorded, outputDir, store: store ?? recorded.store };
  } catch {
    return null;
  }
}
