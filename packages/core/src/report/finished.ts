import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config/config.js";
import { plainConfig } from "../config/describe-config.js";
import { fileStem } from "../flow/file-name.js";
import type { State } from "../judge/states/verdict.js";
import { softwareVersion } from "../version.js";
import type { LightDqmDocument } from "./document.js";
import { countStates } from "./document.js";
import { documentName } from "./report.js";

/** What an earlier run left for an input. */
export interface FinishedReport {
  files: string[];
  counts: Record<State, number>;
  headline: string;
}

/** Settings that choose what is done, not what comes out. */
const choosing = [
  "input-path",
  "file-syntax",
  "start-run",
  "nfiles",
  "force",
  "output-dir",
  "store",
  "compact-above",
];

/**
 * The report that is there already for this very input (name, size, time of change), settings and
 * version, with all its files; null if anything differs or is missing: it has to be made again.
 */
export async function finishedReport(
  path: string,
  outputDir: string,
  config: Config,
): Promise<FinishedReport | null> {
  try {
    const text = await readFile(join(outputDir, documentName(fileStem(path))), "utf8");
    const document = JSON.parse(text) as LightDqmDocument;
    const { size, mtimeMs } = await stat(path);
    const { input } = document;
    const same =
      document.software.version === softwareVersion &&
      input.sizeBytes === size &&
      input.mtimeMs === mtimeMs &&
      settingsKey(document.configuration) === settingsKey(plainConfig(config));
    if (!same) return null;
    const files = document.files.map((name) => join(outputDir, name));
    await Promise.all(files.map((file) => stat(file)));
    return { files, counts: countStates(document.verdicts), headline: document.headline };
  } catch {
    return null;
  }
}

function settingsKey(configuration: Record<string, unknown>): string {
  const kept = Object.entries(configuration).filter(([key]) => !choosing.includes(key));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
